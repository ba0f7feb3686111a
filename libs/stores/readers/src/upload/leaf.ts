import { Transform, type Readable } from 'node:stream';
import { AppError, type ErrorCode, type ErrorParams } from '@millwright/contracts';
import type { UploadLimits, UploadProblem } from './source.ts';

/** A file to look at, on its own or inside an archive; it must be read before the next one is asked for. */
export interface Leaf {
  readonly ok: true;
  readonly path: string;
  /** Whole content, within the limits. */
  read(): Promise<Uint8Array>;
  stream(): Promise<Readable>;
}

export const problem = (code: ErrorCode, params: ErrorParams, file: string): UploadProblem => ({
  ok: false,
  problem: { code, params, file },
});

/** The problem an error stands for; what is not ours goes on. */
export function problemOfError(error: unknown, file: string): UploadProblem {
  if (!(error instanceof AppError)) throw error;
  return { ok: false, problem: { code: error.code, params: error.params, file } };
}

/** Unpacked so far from one archive of a known size. */
export interface Unpacked {
  bytes: number;
  readonly packed: number;
}

/** Counts what passes and stops at the limits, whatever the headers of the archive promised. */
export function guardExpansion(
  packedBytes: number,
  at: { file: string; entry: string; limits: UploadLimits; archive?: Unpacked },
): Transform {
  const { file, entry, limits, archive } = at;
  const own: Unpacked = { bytes: 0, packed: packedBytes };
  const meters = archive ? [own, archive] : [own];
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (const meter of meters) meter.bytes += chunk.length;
      const bomb = meters.some((meter) => isBomb(meter, limits));
      done(bomb ? new AppError('archive.expansion', { file, entry, limit: limits.ratio }) : null, chunk);
    },
  });
}

export const isBomb = ({ bytes, packed }: Unpacked, limits: UploadLimits): boolean =>
  bytes > limits.ratioFrom && bytes > limits.ratio * packed;

/** Whole content of a stream. @throws AppError `file.too-large` as soon as it passes the limit */
export async function collect(stream: Readable, file: string, limits: UploadLimits): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limits.entryBytes) {
      stream.destroy();
      throw new AppError('file.too-large', { file, limit: limits.entryBytes / 1e6 });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
