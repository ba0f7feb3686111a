import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { documentSchema } from './json-schema.ts';

/** Says in the OpenAPI document what a route does and what it answers; null: an answer without a body. */
export const Answers = (summary: string, schema: z.ZodType | null, status = 200): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status, description: 'Done', ...(schema && { standardSchema: schema }) }),
  );

/** Says in the OpenAPI document that a route takes a multipart form: these fields, then files. */
export const AsksForm = (fields: z.ZodObject): MethodDecorator => {
  const { schema } = documentSchema(fields, 'input');
  const files = { type: 'array', items: { type: 'string', format: 'binary' } };
  const form = { ...schema, properties: { ...(schema['properties'] as object), files } };
  return applyDecorators(ApiConsumes('multipart/form-data'), ApiBody({ schema: form }));
};
