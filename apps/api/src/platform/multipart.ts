import type { Readable } from 'node:stream';
import { AppError } from '@millwright/contracts';
import busboy from 'busboy';
import type { Request } from 'express';
import { mediaType } from './error.filter.ts';
import { refuseNuls } from './invalid-request.ts';

export interface FormField {
  readonly kind: 'field';
  readonly name: string;
  readonly value: string;
}

/** A file on its way: its bytes come while they are asked for, and none of them is kept here. */
export interface FormFile {
  readonly kind: 'file';
  /** Relative path as the sender wrote it, not yet checked. */
  readonly path: string;
  /** May be left unread. Throws `upload.cut-off` where the sender went away. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

const silentMs = 120_000;

/**
 * The parts of a multipart form in the order in which they come. A file that the consumer does not read to its end
 * is skipped. Whoever stops early leaves the rest of the request to be thrown away, so that the answer is read.
 *
 * @throws AppError `request.media-type`; `request.invalid` for a field with a NUL; `upload.cut-off` where the form ends before its closing boundary, or nothing
 *   came for two minutes
 */
export async function* readMultipart(request: Request): AsyncGenerator<FormField | FormFile> {
  const parser = parserFor(request);
  const queue = new PartQueue(parser, request);
  request.setTimeout(silentMs, () => request.destroy());
  request.pipe(parser);
  try {
    for (let part = await queue.next(); part !== null; part = await queue.next()) {
      if (part.kind === 'field') refuseNuls(part.value, part.name);
      yield part;
      if (part.kind === 'file') queue.skipRest(part);
    }
  } finally {
    request.setTimeout(0);
    request.unpipe(parser);
    queue.close();
    request.resume();
  }
}

function parserFor(request: Request): busboy.Busboy {
  const isForm = /^multipart\/form-data\s*;/i.test(request.get('content-type') ?? '');
  if (!isForm) throw mediaType('multipart/form-data', request);
  try {
    return busboy({
      headers: request.headers,
      preservePath: true,
      defParamCharset: 'utf8',
      limits: { fields: 50, fieldSize: 1024 * 1024 },
    });
  } catch (error) {
    throw mediaType('multipart/form-data; boundary=…', request, error);
  }
}

/** Parts that have begun; the parser stands still while the bytes of the first of them are not asked for. */
class PartQueue {
  private readonly parts: (FormField | FormFile)[] = [];
  private readonly streams = new Map<FormFile, Readable>();
  private readonly leave: () => void;
  private ended = false;
  private failure: AppError | undefined;
  private current = '-';
  private wake: () => void = () => {};

  constructor(
    private readonly parser: busboy.Busboy,
    request: Request,
  ) {
    parser.on('field', (name, value) => this.add({ kind: 'field', name, value }));
    parser.on('file', (field, stream, { filename }) =>
      this.addFile((filename as string | undefined) ?? field, stream),
    );
    parser.on('error', (cause) => this.fail(cause));
    parser.on('close', () => this.end());
    const onClose = () => request.complete || this.parser.destroy(new Error('the sender went away'));
    request.on('close', onClose);
    this.leave = () => request.off('close', onClose);
  }

  async next(): Promise<FormField | FormFile | null> {
    while (this.parts.length === 0 && !this.ended && !this.failure)
      await new Promise<void>((resolve) => (this.wake = resolve));
    const part = this.parts.shift();
    if (part) return part;
    if (this.failure) throw this.failure;
    return null;
  }

  skipRest(part: FormFile): void {
    this.streams.get(part)?.resume();
    this.streams.delete(part);
  }

  close(): void {
    this.leave();
    for (const stream of this.streams.values()) stream.resume();
    this.parser.on('error', () => {});
    this.parser.destroy();
  }

  private add(part: FormField | FormFile): void {
    this.parts.push(part);
    this.wake();
  }

  private addFile(path: string, stream: Readable): void {
    this.current = path;
    stream.on('error', () => {}); // thrown where the bytes are read
    const part: FormFile = { kind: 'file', path, bytes: bytesOf(stream, path) };
    this.streams.set(part, stream);
    this.add(part);
  }

  private fail(cause: unknown): void {
    this.failure ??= new AppError('upload.cut-off', { file: this.current }, { cause });
    this.wake();
  }

  private end(): void {
    this.ended = true;
    this.wake();
  }
}

/** The parser waits for a file it is in the middle of, so a file is never destroyed, only read past. */
async function* bytesOf(stream: Readable, file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk as Uint8Array;
  } catch (cause) {
    throw new AppError('upload.cut-off', { file }, { cause });
  }
}
