/** A file to send: the name it goes by, relative and with `/`, and its bytes, which are asked for when it is its turn. */
export interface FileToSend {
  readonly path: string;
  readonly bytes: Blob | Uint8Array | AsyncIterable<Uint8Array>;
}
export type FilesToSend = Iterable<FileToSend> | AsyncIterable<FileToSend>;

export type Fields = Readonly<Record<string, unknown>>;

/** A form as `fetch` takes it. */
export interface FormBody {
  readonly body: FormData | ReadableStream<Uint8Array>;
  readonly headers: Readonly<Record<string, string>>;
  /** Why the files could not be read to their end. */
  readonly failed: () => unknown;
}

/**
 * A multipart form: fields first, then the files. Bytes that are at hand go as the platform sends them; anything else is
 * written out as it is read, so that no file is ever whole in memory.
 */
export function formOf(fields: Fields, files: FilesToSend): FormBody {
  const given = Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null
      ? []
      : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value as string)]],
  );
  if (Array.isArray(files) && files.every(isAtHand)) return atHand(given, files);
  return streamed(given, files);
}

interface FileAtHand extends FileToSend {
  readonly bytes: Blob | Uint8Array<ArrayBuffer>;
}
const isAtHand = ({ bytes }: FileToSend): boolean => bytes instanceof Blob || bytes instanceof Uint8Array;

function atHand(fields: readonly [string, string][], files: readonly FileAtHand[]): FormBody {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  for (const { path, bytes } of files)
    form.append('files', bytes instanceof Blob ? bytes : new Blob([bytes]), path);
  return { body: form, headers: {}, failed: () => undefined };
}

function streamed(fields: readonly [string, string][], files: FilesToSend): FormBody {
  const boundary = `millwright-${crypto.randomUUID()}`;
  let failure: unknown;
  const parts = written(boundary, fields, files);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await parts.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          failure = error;
          controller.error(error);
        }
      },
      cancel: async () => void (await parts.return(undefined)),
    },
    { highWaterMark: 0 },
  );
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return { body, headers, failed: () => failure };
}

async function* written(
  boundary: string,
  fields: readonly [string, string][],
  files: FilesToSend,
): AsyncGenerator<Uint8Array, void, undefined> {
  const text = (line: string): Uint8Array => new TextEncoder().encode(line);
  const head = (disposition: string) => `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
  for (const [name, value] of fields) yield text(`${head(`name="${quoted(name)}"`)}\r\n${value}\r\n`);
  for await (const { path, bytes } of files) {
    const disposition = `name="files"; filename="${quoted(path)}"`;
    yield text(`${head(disposition)}Content-Type: application/octet-stream\r\n\r\n`);
    if (bytes instanceof Uint8Array) yield bytes;
    else yield* bytes instanceof Blob ? chunksOf(bytes.stream()) : bytes;
    yield text('\r\n');
  }
  yield text(`--${boundary}--\r\n`);
}

/** Chunks of a stream, whichever platform it is of. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel().catch(() => undefined); // it may have broken already
  }
}

/** As browsers write names that would end the line or the quotes. */
const quoted = (name: string): string =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
