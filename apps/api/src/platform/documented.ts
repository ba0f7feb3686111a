import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiResponse,
} from '@nestjs/swagger';
import type { ErrorCode } from '@millwright/contracts';
import type { z } from 'zod';
import { documentSchema } from './json-schema.ts';

/** Where {@link Fails} leaves its codes for `openapi.ts`. */
export const errorCodesKey = 'x-error-codes';

/**
 * Says in the OpenAPI document what a route does and what it answers. The name of the method is the name of the operation,
 * there and in `@millwright/client`, so it says what it works on: `listRuns`, not `list`.
 *
 * @param schema - null: nothing but the status
 */
export const Answers = (summary: string, schema: z.ZodType | null, status = 200): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status, description: 'Done', ...(schema && { standardSchema: schema }) }),
  );

/** Says which errors of its own a route has; those that every route of its kind has are added in `openapi-failures.ts`. */
export const Fails = (...codes: ErrorCode[]): MethodDecorator =>
  ApiExtension(errorCodesKey, codes) as MethodDecorator;

/** Says in the OpenAPI document that a route answers with bytes of these types. */
export const SendsBytes = (summary: string, ...types: string[]): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiProduces(...types),
    ApiResponse({ status: 200, description: 'Done', schema: { type: 'string', format: 'binary' } }),
  );

const eventSchema = {
  type: 'object',
  properties: {
    event: { type: 'string' },
    id: { type: 'string' },
    data: {
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: { $ref: '#/components/schemas/PlatformEvent' },
    },
  },
  required: ['data'],
};

/** Says in the OpenAPI document that a route answers with server-sent events, each of them a `PlatformEvent`. */
export const SendsEvents = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiProduces('text/event-stream'),
    ApiResponse({
      status: 200,
      description: 'A stream; the `data` of every event is a `PlatformEvent` as JSON',
      schema: eventSchema,
    }),
  );

/** Says in the OpenAPI document that a route takes a multipart form: these fields, then files. */
export const AsksForm = (fields: z.ZodObject): MethodDecorator => {
  const { schema } = documentSchema(fields, 'input');
  const files = { type: 'array', items: { type: 'string', format: 'binary' } };
  const form = { ...schema, properties: { ...(schema['properties'] as object), files } };
  return applyDecorators(ApiConsumes('multipart/form-data'), ApiBody({ schema: form }));
};

export const idempotencyHeader = 'Idempotency-Key';

/** Says in the OpenAPI document that a route is done once for each key that its sender makes up. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: idempotencyHeader,
    description: 'The same request with the same key is done once and gets the first answer again, for a day',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  });
