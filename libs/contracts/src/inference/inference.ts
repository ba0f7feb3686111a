import { z } from 'zod';

/** Element types of the Open Inference Protocol, as they are named on the wire. */
export const datatypes = [
  'BOOL',
  'UINT8',
  'UINT16',
  'UINT32',
  'UINT64',
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FP16',
  'FP32',
  'FP64',
  'BYTES',
] as const;
export const datatypeSchema = z.enum(datatypes);
export type Datatype = z.infer<typeof datatypeSchema>;

const parameterSchema = z.union([z.string(), z.number(), z.boolean()]);

/** Row-major elements, flat or nested as the shape says; absent where they follow as bytes. What they are is checked with the datatype. */
const dataSchema = z
  .custom<readonly unknown[]>(Array.isArray, 'expected an array')
  .meta({ type: 'array', items: {} });

export const inferenceInputSchema = z
  .object({
    name: z.string(),
    shape: z.array(z.int().nonnegative()).max(32),
    datatype: datatypeSchema,
    parameters: z
      .object({
        /** Bytes of this tensor after the JSON object (binary tensor data extension). */
        binary_data_size: z.int().nonnegative().optional(),
        /** `base64`: each element of a BYTES tensor is base64 of what is meant. */
        content_type: z.string().optional(),
      })
      .catchall(parameterSchema)
      .optional(),
    data: dataSchema.optional(),
  })
  .meta({ id: 'InferenceInput' });
export type InferenceInput = z.output<typeof inferenceInputSchema>;

export const requestedOutputSchema = z
  .object({
    name: z.string(),
    parameters: z.object({ binary_data: z.boolean().optional() }).catchall(parameterSchema).optional(),
  })
  .meta({ id: 'RequestedOutput' });
export type RequestedOutput = z.output<typeof requestedOutputSchema>;

/** `POST /v2/models/{name}/infer` */
export const inferenceRequestSchema = z
  .object({
    id: z.string().optional(),
    parameters: z
      .object({
        /** All outputs as bytes, unless `binary_data` of one says otherwise. */
        binary_data_output: z.boolean().optional(),
        content_type: z.string().optional(),
      })
      .catchall(parameterSchema)
      .optional(),
    inputs: z.array(inferenceInputSchema).min(1),
    outputs: z.array(requestedOutputSchema).optional(),
  })
  .meta({
    id: 'InferenceRequest',
    examples: [
      {
        id: 'part-00017',
        inputs: [
          {
            name: 'image',
            shape: [1],
            datatype: 'BYTES',
            parameters: { content_type: 'base64' },
            data: [
              'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
            ],
          },
        ],
      },
    ],
  });
export type InferenceRequest = z.output<typeof inferenceRequestSchema>;

export const inferenceOutputSchema = z
  .object({
    name: z.string(),
    shape: z.array(z.int()),
    datatype: datatypeSchema,
    parameters: z.object({ binary_data_size: z.int() }).optional(),
    data: z.array(parameterSchema).optional(),
  })
  .meta({ id: 'InferenceOutput' });
export type InferenceOutput = z.infer<typeof inferenceOutputSchema>;

export const inferenceResponseSchema = z
  .object({
    model_name: z.string(),
    model_version: z.string(),
    id: z.string().optional(),
    outputs: z.array(inferenceOutputSchema),
  })
  .meta({
    id: 'InferenceResponse',
    examples: [
      {
        model_name: 'flanges',
        model_version: '1',
        id: 'part-00017',
        outputs: [
          { name: 'label', shape: [1], datatype: 'BYTES', data: ['scratch'] },
          { name: 'confidence', shape: [1], datatype: 'FP32', data: [0.97] },
          { name: 'scores', shape: [1, 2], datatype: 'FP32', data: [0.03, 0.97] },
        ],
      },
    ],
  });
export type InferenceResponse = z.infer<typeof inferenceResponseSchema>;

export const tensorMetadataSchema = z
  .object({
    name: z.string(),
    datatype: datatypeSchema,
    /** -1: open. */
    shape: z.array(z.int()),
    /** `labels`: a JSON array of names as text, since a parameter is a text, a number or a truth value. */
    parameters: z.record(z.string(), parameterSchema).optional(),
  })
  .meta({ id: 'TensorMetadata' });
export type TensorMetadata = z.infer<typeof tensorMetadataSchema>;

/** `GET /v2/models/{name}` */
export const servedModelSchema = z
  .object({
    name: z.string(),
    versions: z.array(z.string()),
    platform: z.string(),
    inputs: z.array(tensorMetadataSchema),
    outputs: z.array(tensorMetadataSchema),
  })
  .meta({
    id: 'ServedModel',
    examples: [
      {
        name: 'flanges',
        versions: ['1', '2'],
        platform: 'millwright_vision',
        inputs: [{ name: 'image', datatype: 'BYTES', shape: [-1] }],
        outputs: [
          { name: 'label', datatype: 'BYTES', shape: [-1] },
          { name: 'scores', datatype: 'FP32', shape: [-1, 2], parameters: { labels: '["good","scratch"]' } },
        ],
      },
    ],
  });
export type ServedModel = z.infer<typeof servedModelSchema>;

/** `GET /v2` */
export const inferenceServerSchema = z
  .object({ name: z.string(), version: z.string(), extensions: z.array(z.string()) })
  .meta({
    id: 'InferenceServer',
    examples: [{ name: 'millwright', version: '0.1.0', extensions: ['binary_tensor_data'] }],
  });
export type InferenceServer = z.infer<typeof inferenceServerSchema>;

/** `GET /v2/health/live` */
export const serverLiveSchema = z.object({ live: z.boolean() }).meta({ id: 'ServerLive' });
export type ServerLive = z.infer<typeof serverLiveSchema>;

/** `GET /v2/health/ready`; the standard names `live` here too, so both are said. */
export const serverReadySchema = z
  .object({ live: z.boolean(), ready: z.boolean() })
  .meta({ id: 'ServerReady' });
export type ServerReady = z.infer<typeof serverReadySchema>;

/** `GET /v2/models/{name}/ready` */
export const modelReadySchema = z.object({ name: z.string(), ready: z.boolean() }).meta({ id: 'ModelReady' });
export type ModelReady = z.infer<typeof modelReadySchema>;

/** What every failure below `/v2` looks like. */
export const inferenceErrorSchema = z.object({ error: z.string() }).meta({ id: 'InferenceError' });
export type InferenceError = z.infer<typeof inferenceErrorSchema>;
