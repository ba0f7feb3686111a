import { inferenceResponseSchema, type InferenceOutput } from '@millwright/contracts';
import { encodePng } from '@millwright/readers';

/** 16 x 16 grey pixels of one level, as PNG. */
export const picture = (level: number) =>
  Buffer.from(encodePng({ dtype: 'uint8', shape: [16, 16, 1], data: new Uint8Array(256).fill(level) }));
export const base64 = (...pictures: Buffer[]) => ({
  name: 'image',
  datatype: 'BYTES',
  shape: [pictures.length],
  parameters: { content_type: 'base64' },
  data: pictures.map((bytes) => bytes.toString('base64')),
});

/** A body of the binary extension, written here after the standard alone. */
export function inBytes(pictures: readonly Buffer[], more: object = {}) {
  const tail = Buffer.concat(
    pictures.flatMap((bytes) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    }),
  );
  const parameters = { binary_data_size: tail.length };
  const input = { name: 'image', datatype: 'BYTES', shape: [pictures.length], parameters };
  const json = Buffer.from(JSON.stringify({ inputs: [input], ...more }));
  return { body: Buffer.concat([json, tail]), header: String(json.length) };
}

/** The outputs of an answer in the binary extension, by name. */
export function fromBytes(body: Buffer, header: string): Record<string, (string | number)[]> {
  const { outputs } = inferenceResponseSchema.parse(JSON.parse(body.subarray(0, Number(header)).toString()));
  let at = Number(header);
  const read = ({ datatype, data, parameters }: InferenceOutput): (string | number)[] => {
    if (!parameters) return (data ?? []) as (string | number)[];
    const own = body.subarray(at, (at += parameters.binary_data_size));
    const elements: (string | number)[] = [];
    for (let i = 0; i < own.length; i += 4) {
      if (datatype === 'FP32') elements.push(own.readFloatLE(i));
      else {
        const end = i + 4 + own.readUInt32LE(i);
        elements.push(own.subarray(i + 4, end).toString());
        i = end - 4;
      }
    }
    return elements;
  };
  const named = Object.fromEntries(outputs.map((output) => [output.name, read(output)]));
  if (at !== body.length) throw new Error(`${body.length - at} bytes belong to no output`);
  return named;
}
