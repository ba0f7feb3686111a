import type { IncomingMessage } from 'node:http';
import { AppError } from '@millwright/contracts';

export interface BodyLimits {
  readonly megabytes: number;
  /** Longest silence in the middle of a body [s]. */
  readonly silentSeconds: number;
  /** Longest time for the whole of it [s]. */
  readonly seconds: number;
  /** How long what still comes of a refused body is thrown away, so that the answer is read [s]. */
  readonly graceSeconds: number;
}

/** A lot of photographs; their bytes are held while they are judged. */
export const bodyLimits: BodyLimits = { megabytes: 64, silentSeconds: 30, seconds: 300, graceSeconds: 10 };

/**
 * The body of a request, whole. What is too large is refused before it has come: by its Content-Length, else by the
 * byte that is one too many.
 *
 * @throws AppError `request.too-large`, `request.too-slow`; `request.encoding` where it is compressed;
 *   `upload.cut-off` where the sender went away
 */
export async function readBody(request: IncomingMessage, limits = bodyLimits): Promise<Buffer> {
  try {
    refuseByHeaders(request, limits);
    return await collect(request, limits);
  } catch (error) {
    refuseBody(request, limits);
    throw error;
  }
}

const tooLarge = ({ megabytes }: BodyLimits) =>
  new AppError('request.too-large', { limit: `${megabytes} MB` });
const mostBytes = ({ megabytes }: BodyLimits): number => megabytes * 1024 * 1024;

function refuseByHeaders({ headers }: IncomingMessage, limits: BodyLimits): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new AppError('request.encoding', { received: encoding });
  if (Number(headers['content-length'] ?? 0) > mostBytes(limits)) throw tooLarge(limits);
}

function collect(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const gone = () =>
    new AppError('upload.cut-off', { file: { en: 'the body of the request', zh: '请求正文' } });
  if (request.destroyed) return Promise.reject(gone());
  let stop = () => {};
  const body = new Promise<Buffer>((resolve, reject) => {
    const tooSlow = (seconds: number) => () => reject(new AppError('request.too-slow', { seconds }));
    const silence = setTimeout(tooSlow(limits.silentSeconds), limits.silentSeconds * 1000);
    const whole = setTimeout(tooSlow(limits.seconds), limits.seconds * 1000);
    const onData = (chunk: Buffer) => {
      silence.refresh();
      bytes += chunk.length;
      if (bytes > mostBytes(limits)) reject(tooLarge(limits));
      else chunks.push(chunk);
    };
    const onEnd = () => resolve(Buffer.concat(chunks));
    const onGone = () => reject(gone());
    request.on('data', onData).once('end', onEnd).once('close', onGone).once('error', onGone);
    stop = () => {
      clearTimeout(silence);
      clearTimeout(whole);
      request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
      chunks.length = 0;
    };
  });
  return body.finally(() => stop());
}

/** Throws away what still comes of a body that nobody will read, and then the connection where it goes on and on. */
export function refuseBody(request: IncomingMessage, { graceSeconds } = bodyLimits): void {
  if (request.readableEnded || request.destroyed) return;
  const timer = setTimeout(() => request.destroy(), graceSeconds * 1000).unref();
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  request.on('error', () => {}).resume();
}
