import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import {
  inferenceErrorSchema,
  inferenceRequestSchema,
  inferenceResponseSchema,
  platformEventSchema,
  problemSchema,
  type ErrorCode,
} from '@millwright/contracts';
import { z } from 'zod';
import { errorCodesKey } from './documented.ts';
import { documentSchema } from './json-schema.ts';
import { exampleOf, type Schema } from './openapi-examples.ts';
import {
  errorTableText,
  failureResponses,
  problemExamples,
  sharedCodes,
  type RouteShape,
} from './openapi-failures.ts';
import { routePermissions, type RouteNeed } from './route-permissions.ts';

/** OpenAPI 3.1 for programs at `/api/openapi.json`, for people at `/api/docs` (all of it served from here). */
export function serveOpenApi(app: INestApplication, version: string): void {
  SwaggerModule.setup('api/docs', app, () => describeRoutes(app, version), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Millwright API',
  });
}

const introduction = `From photographs of parts to models and verdicts.

Every error below \`/api/v1\` is a problem body (RFC 9457, \`application/problem+json\`) with a \`code\` of this table, its words in the
language of \`Accept-Language\` (English, Chinese) and the id of the request; below \`/v2\` it is what the Open Inference Protocol has.
`;

/** The description of all routes, with an example of everything and the errors of each. */
export function describeRoutes(app: INestApplication, version: string): OpenAPIObject {
  const head = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Millwright')
    .setDescription(`${introduction}\n${errorTableText()}`)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-api-key' }, 'key')
    .addBearerAuth()
    .addCookieAuth('millwright.session_token')
    .build();
  const document = SwaggerModule.createDocument(app, head, {
    operationIdFactory: (_controller, method) => method,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? documentSchema(schema, schemaType) : undefined,
  });
  complete(document);
  return document;
}

const needWords = (need: RouteNeed): string =>
  need === 'open'
    ? 'Open to everybody.'
    : need === 'anybody'
      ? 'Open to whoever is known.'
      : `Needs the permission \`${need}\`.`;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
  example?: unknown;
}
interface Content {
  schema?: Schema;
  example?: unknown;
}
interface Operation {
  readonly parameters?: Parameter[];
  readonly requestBody?: { readonly content: Record<string, Content> };
  readonly responses: Record<string, { content?: Record<string, Content> }>;
  description?: string;
  security?: object[];
  [errorCodesKey]?: ErrorCode[];
}

/** Adds what no route says itself: examples, errors, permissions. */
function complete(document: OpenAPIObject): void {
  const components = (document.components ??= {});
  const schemas = (components.schemas ??= {});
  for (const [schema, io] of [
    [inferenceRequestSchema, 'input'],
    [inferenceResponseSchema, 'output'],
    [problemSchema, 'output'],
    [inferenceErrorSchema, 'output'],
    [platformEventSchema, 'output'],
  ] as const)
    Object.assign(schemas, documentSchema(schema, io).components);
  const named = new Set<ErrorCode>();
  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(operations as Record<string, Operation>)) {
      addExamples(operation, schemas as Record<string, Schema>);
      const shape = shapeOf(method, path, operation);
      const codes = [...(operation[errorCodesKey] ?? []), ...sharedCodes(shape)];
      operation[errorCodesKey] = [...new Set(codes)].sort();
      for (const code of codes) named.add(code);
      Object.assign(operation.responses, failureResponses(codes, path));
      const need = routePermissions[shape.route];
      operation.security = need === 'open' ? [] : [{ key: [] }, { bearer: [] }, { cookie: [] }];
      operation.description = needWords(need);
    }
  components.examples = problemExamples(named);
}

function shapeOf(method: string, path: string, { parameters = [], requestBody }: Operation): RouteShape {
  const address = path.replace('/files/{path}', '/files/*path').replace(/\{(\w+)\}/g, ':$1');
  return {
    route: `${method.toUpperCase()} ${address}`,
    path,
    takes: parameters.length > 0 || requestBody !== undefined,
    body: Object.keys(requestBody?.content ?? {}),
    headers: parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name),
  };
}

function addExamples(operation: Operation, schemas: Readonly<Record<string, Schema>>): void {
  for (const parameter of operation.parameters ?? []) {
    const example = parameter.schema && exampleOf(parameter.schema, schemas, parameter.name);
    if (example !== undefined) parameter.example ??= example;
  }
  const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap((holder) =>
    Object.entries(holder?.content ?? {}),
  );
  for (const [type, content] of contents) {
    // A body of several types is described by one decorator; bytes are bytes.
    if (type === 'application/octet-stream') content.schema = { type: 'string', format: 'binary' };
    if (content.schema && !content.example && /json|form-data/.test(type))
      content.example = exampleOf(content.schema, schemas);
  }
}
