import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { inferenceRequestSchema, inferenceResponseSchema } from '@millwright/contracts';
import { documentSchema } from '../platform/json-schema.ts';

const lengthHeader = {
  name: 'Inference-Header-Content-Length',
  description: 'Bytes of the JSON object, where bytes of tensors follow it',
  required: false,
  schema: { type: 'integer' },
} as const;

/** Says in the OpenAPI document that a route takes and gives tensors; the components are named in `openapi.ts`. */
export const AnswersInference = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiHeader(lengthHeader),
    ApiConsumes('application/json', 'application/octet-stream'),
    ApiBody({ schema: documentSchema(inferenceRequestSchema, 'input').schema }),
    ApiResponse({ status: 200, description: 'Done', standardSchema: inferenceResponseSchema }),
  );
