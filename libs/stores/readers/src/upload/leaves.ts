import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '@millwright/contracts';
import { describeBytes, namedLikeImage } from '../image/formats.ts';
import { collect, guardExpansion, problem, type Leaf } from './leaf.ts';
import { isJunk, safePath, stemOf } from './paths.ts';
import type { SourceEntry, UploadLimits, UploadProblem } from './source.ts';
import { tarLeaves } from './tar.ts';
import { zipLeaves } from './zip.ts';

export type SourceKind = 'file' | 'gzip' | 'zip' | 'tar' | 'tar.gz';

/** The first bytes of a stream, of which the rest is not read. */
async function firstBytes(stream: Readable, count: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= count) break;
  }
  return Buffer.concat(chunks).subarray(0, count);
}

const isTar = (start: Uint8Array): boolean =>
  Buffer.from(start.subarray(257, 262)).toString('latin1') === 'ustar';

/** What a source is, by its bytes; only names of pictures and texts are believed without a look. */
export async function kindOf(source: SourceEntry): Promise<SourceKind> {
  if (namedLikeImage(source.path) || /\.(csv|txt|md|json)$/i.test(source.path)) return 'file';
  const start = await firstBytes(await source.open(), 512);
  if (start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5)) return 'zip';
  if (isTar(start)) return 'tar';
  if (start[0] !== 0x1f || start[1] !== 0x8b) return 'file';
  if (/\.(tgz|tar\.gz)$/i.test(source.path)) return 'tar.gz';
  const unzip = createGunzip();
  const raw = await source.open();
  raw.on('error', (error) => unzip.destroy(error));
  try {
    return isTar(await firstBytes(raw.pipe(unzip), 512)) ? 'tar.gz' : 'gzip';
  } catch {
    return 'gzip'; // damaged: reading it says so
  } finally {
    raw.destroy();
  }
}

/** A stream of the source, unpacked where it is gzip data. */
async function openLeaf(source: SourceEntry, kind: SourceKind, limits: UploadLimits): Promise<Readable> {
  const raw = await source.open();
  if (kind !== 'gzip') return raw;
  const unzip = createGunzip();
  const guard = guardExpansion(source.bytes, { file: source.path, entry: source.path, limits });
  raw.on('error', (error) => unzip.destroy(error));
  unzip.on('error', (error) => {
    const reason = /unexpected end/i.test(error.message) ? 'it ends early' : error.message;
    guard.destroy(new AppError('archive.unreadable', { file: source.path, reason }, { cause: error }));
  });
  guard.on('close', () => raw.destroy());
  return raw.pipe(unzip).pipe(guard);
}

/** A source that is no archive, under the name it has without `.gz`. */
function plainLeaf(source: SourceEntry, kind: SourceKind, limits: UploadLimits): Leaf | UploadProblem {
  const { path } = source;
  const safe = safePath(path);
  if (path.includes('\ufffd')) return problem('file.name-encoding', { file: path, entry: path }, path);
  if (safe === null) return problem('archive.unsafe-path', { file: path, entry: path }, path);
  const stream = () => openLeaf(source, kind, limits);
  return {
    ok: true,
    path: kind === 'gzip' ? safe.replace(/\.gz$/i, '') : safe,
    stream,
    read: async () => collect(await stream(), path, limits),
  };
}

const archiveName = /\.(zip|tar|tgz|tar\.gz)$/i;

/** All files of one source; entries of one archive among several sources go under the archive's name. */
export async function* leavesOf(
  source: SourceEntry,
  kind: SourceKind,
  { alone, limits }: { alone: boolean; limits: UploadLimits },
): AsyncGenerator<Leaf | UploadProblem, void, undefined> {
  if (kind === 'file' || kind === 'gzip') {
    if (isJunk(source.path)) return;
    if (archiveName.test(source.path)) {
      const reason = `it holds ${describeBytes(await firstBytes(await source.open(), 512))}`;
      yield problem('archive.unreadable', { file: source.path, reason }, source.path);
      return;
    }
    yield plainLeaf(source, kind, limits);
    return;
  }
  const leaves =
    kind === 'zip' ? zipLeaves(source, limits) : tarLeaves(source, { gzipped: kind === 'tar.gz', limits });
  const prefix = alone ? '' : `${stemOf(source.path)}/`;
  for await (const leaf of leaves) yield leaf.ok ? { ...leaf, path: prefix + leaf.path } : leaf;
}
