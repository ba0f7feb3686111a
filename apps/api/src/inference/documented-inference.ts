import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { inferenceRequestSchema, inferenceResponseSchema, type ErrorCode } from '@millwright/contracts';
import { Fails } from '../platform/documented.ts';
import { documentSchema } from '../platform/json-schema.ts';

const lengthHeader = {
  name: 'Inference-Header-Content-Length',
  description: 'Bytes of the JSON object, where bytes of tensors follow it',
  required: false,
  schema: { type: 'integer' },
} as const;

/** What a question may come to, besides what every route has. */
const failures: ErrorCode[] = [
  'model.not-found',
  'model.unknown-definition',
  'model.incomplete',
  'inference.no-version',
  'inference.not-ready',
  'inference.header-length',
  'inference.inputs',
  'inference.outputs',
  'inference.datatype',
  'inference.shape',
  'inference.elements',
  'inference.bytes',
  'inference.value',
  'inference.parameter',
  'image.unreadable',
  'image.too-large',
];

const bytes = { type: 'string', format: 'binary' };

/** Says in the OpenAPI document that a route takes and gives tensors; the components are named in `openapi.ts`. */
export const AnswersInference = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiHeader(lengthHeader),
    ApiConsumes('application/json', 'application/octet-stream'),
    ApiBody({ schema: documentSchema(inferenceRequestSchema, 'input').schema }),
    ApiResponse({
      status: 200,
      description:
        'Done; with bytes of tensors behind the JSON object where an output was asked for in binary',
      content: {
        'application/json': { schema: documentSchema(inferenceResponseSchema, 'output').schema },
        'application/octet-stream': { schema: bytes },
      },
    }),
    Fails(...failures),
  );
