import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { problemSchema } from '@millwright/contracts';
import { z } from 'zod';
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
  const { schema, components } = documentSchema(problemSchema, 'output');
  Object.assign(((document.components ??= {}).schemas ??= {}), components);
  const problem = { description: 'What went wrong', content: { 'application/problem+json': { schema } } };
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path as Record<string, { responses?: object }>))
      if (operation.responses) Object.assign(operation.responses, { default: problem });
  return document;
}
