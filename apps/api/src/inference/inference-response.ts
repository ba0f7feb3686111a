import type { InferenceOutput, InferenceResponse } from '@millwright/contracts';
import type { ChosenOutput } from './inference-request.ts';
import { bytesOfTensor, jsonOfTensor } from './tensors/tensor-codec.ts';
import type { Tensor } from './tensors/tensor.ts';

/** An answer as it goes over the wire. */
export interface WrittenResponse {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Writes the chosen outputs in their order: as elements of the JSON object, or as bytes after it.
 *
 * @throws AppError `inference.value`, `inference.datatype` for what JSON cannot carry
 */
export function writeResponse(
  head: Omit<InferenceResponse, 'outputs'>,
  tensors: readonly Tensor[],
  chosen: readonly ChosenOutput[],
): WrittenResponse {
  const outputs: InferenceOutput[] = [];
  const parts: Uint8Array[] = [];
  for (const { name, isBinary } of chosen) {
    const tensor = tensors.find((one) => one.name === name);
    if (!tensor) throw new Error(`The model gave no output ${name}`);
    const { datatype, shape } = tensor;
    const output = { name, datatype, shape: [...shape] };
    if (isBinary) {
      const bytes = bytesOfTensor(tensor);
      parts.push(bytes);
      outputs.push({ ...output, parameters: { binary_data_size: bytes.length } });
    } else outputs.push({ ...output, data: jsonOfTensor(tensor) });
  }
  const json = Buffer.from(JSON.stringify({ ...head, outputs } satisfies InferenceResponse));
  const length = String(json.length);
  return parts.length === 0
    ? { headers: { 'content-type': 'application/json; charset=utf-8' }, body: json }
    : {
        headers: {
          'content-type': 'application/octet-stream',
          'inference-header-content-length': length,
        },
        body: Buffer.concat([json, ...parts]),
      };
}
