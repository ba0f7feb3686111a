/** A part of a form as its exact bytes: names need not be UTF-8, contents need not be whole. */
export interface RawPart {
  readonly field: string;
  readonly filename?: string | Buffer;
  readonly content: string | Uint8Array;
}

export const boundary = 'boundary-of-the-test';
export const formType = `multipart/form-data; boundary=${boundary}`;

/** A multipart form, byte by byte. */
export function rawForm(parts: readonly RawPart[], { end = true } = {}): Buffer {
  const pieces = parts.flatMap(({ field, filename, content }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"`),
    ...(filename === undefined
      ? []
      : [Buffer.from('; filename="'), Buffer.from(filename as string), Buffer.from('"')]),
    Buffer.from('\r\n\r\n'),
    Buffer.from(content as Uint8Array),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(end ? `--${boundary}--\r\n` : '')]);
}
