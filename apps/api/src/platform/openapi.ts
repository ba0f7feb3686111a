import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { inferenceErrorSchema, inferenceRequestSchema, problemSchema } from '@millwright/contracts';
import { z } from 'zod';
import { isInference } from './inference-paths.ts';
import { documentSchema } from './json-schema.ts';

/** OpenAPI 3.1 for programs at `/api/openapi.json`, for people at `/api/docs` (all of it served from here). */
export function serveOpenApi(app: INestApplication, version: string): void {
  SwaggerModule.setup('api/docs', app, () => describe(app, version), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Millwright API',
  });
}

function describe(app: INestApplication, version: string): OpenAPIObject {
  const head = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Millwright')
    .setDescription('From photographs of parts to models and verdicts. Errors are problem bodies (RFC 9457).')
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-api-key' }, 'key')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, head, {
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? documentSchema(schema, schemaType) : undefined,
  });
  const schemas = ((document.components ??= {}).schemas ??= {});
  const named = (schema: z.ZodType, io: 'input' | 'output') => {
    const { schema: reference, components } = documentSchema(schema, io);
    Object.assign(schemas, components);
    return reference;
  };
  named(inferenceRequestSchema, 'input');
  const problem = failure({ 'application/problem+json': { schema: named(problemSchema, 'output') } });
  const inferenceError = failure({ 'application/json': { schema: named(inferenceErrorSchema, 'output') } });
  for (const [path, operations] of Object.entries(document.paths))
    for (const operation of Object.values(operations as Record<string, { responses?: object }>))
      if (operation.responses)
        Object.assign(operation.responses, { default: isInference({ path }) ? inferenceError : problem });
  return document;
}

const failure = (content: object) => ({ description: 'What went wrong', content });
