import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { AppError } from '@millwright/contracts';
import { collect, guardExpansion, isBomb, problem, type Leaf, type Unpacked } from './leaf.ts';
import { decodeName, isJunk, safePath, showName } from './paths.ts';
import type { SourceEntry, UploadLimits, UploadProblem } from './source.ts';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const linkMode = 0o120000;

/** Runs with the archive on disk, as reading a zip begins at its end; a copy is removed afterwards. */
async function* onDisk<T>(
  source: SourceEntry,
  read: (file: string) => AsyncGenerator<T>,
): AsyncGenerator<T, void, undefined> {
  if (source.file !== undefined) {
    yield* read(source.file);
    return;
  }
  const directory = await mkdtemp(path.join(tmpdir(), 'millwright-zip-'));
  try {
    const file = path.join(directory, 'archive.zip');
    await pipeline(await source.open(), createWriteStream(file));
    yield* read(file);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Name of an entry, from its Unicode extra field (Info-ZIP 0x7075) where its plain name is not UTF-8. */
function nameOf(entry: yauzl.Entry): { raw: Uint8Array; name: string | null } {
  const raw = entry.fileNameRaw;
  const unicode = entry.extraFields.find(({ id, data }) => id === 0x7075 && data.length > 5);
  return { raw, name: decodeName(raw) ?? (unicode ? decodeName(unicode.data.subarray(5)) : null) };
}

/** Why an entry is not read at all; null for a good one. */
function refusal(entry: yauzl.Entry, name: string, file: string): UploadProblem | null {
  const at = { file, entry: name };
  if (safePath(name) === null) return problem('archive.unsafe-path', at, name);
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === linkMode)
    return problem('archive.link', at, name);
  if (entry.isEncrypted()) return problem('archive.encrypted', at, name);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    const reason = `entry ${name} is compressed by method ${entry.compressionMethod}, not by deflate`;
    return problem('archive.unreadable', { file, reason }, name);
  }
  return null;
}

/** The files of a zip one by one; bad entries become problems and the good ones go on. */
export function zipLeaves(
  source: SourceEntry,
  limits: UploadLimits,
): AsyncGenerator<Leaf | UploadProblem, void, undefined> {
  return onDisk(source, (file) => readZip(file, source, limits));
}

interface OpenZip {
  readonly zip: yauzl.ZipFile;
  readonly shown: string;
  readonly limits: UploadLimits;
  /** What all entries together have unpacked to. */
  readonly archive: Unpacked;
}

function leafOf(entry: yauzl.Entry, name: string, { zip, shown, limits, archive }: OpenZip): Leaf {
  const stream = async (): Promise<Readable> => {
    const packed = await zip.openReadStreamPromise(entry);
    const guard = guardExpansion(entry.compressedSize, { file: shown, entry: name, limits, archive });
    packed.on('error', (error) => guard.destroy(error));
    guard.on('close', () => packed.destroy());
    return packed.pipe(guard);
  };
  const read = async () => {
    try {
      const bytes = await collect(await stream(), name, limits);
      if (crc32(bytes) !== entry.crc32) throw new Error('its checksum differs');
      return bytes;
    } catch (error) {
      if (error instanceof AppError) throw error;
      const reason = `entry ${name}: ${reasonOf(error)}`;
      throw new AppError('archive.unreadable', { file: shown, reason }, { cause: error });
    }
  };
  return { ok: true, path: safePath(name)!, stream, read };
}

async function* readZip(
  file: string,
  source: SourceEntry,
  limits: UploadLimits,
): AsyncGenerator<Leaf | UploadProblem, void, undefined> {
  const shown = source.path;
  const archive = { bytes: 0, packed: source.bytes };
  try {
    const zip = await yauzl.openPromise(file, { decodeStrings: false, autoClose: true });
    for await (const entry of zip.eachEntry()) {
      const { raw, name } = nameOf(entry);
      if (name === null)
        yield problem('file.name-encoding', { file: shown, entry: showName(raw) }, showName(raw));
      else if (!/[/\\]$/.test(name) && !isJunk(name))
        yield refusal(entry, name, shown) ?? leafOf(entry, name, { zip, shown, limits, archive });
      if (isBomb(archive, limits)) return; // the entry that went too far has said so
    }
  } catch (error) {
    yield problem('archive.unreadable', { file: shown, reason: reasonOf(error) }, shown);
  }
}
