import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract as extractTar, type Header } from 'tar-stream';
import { AppError, type Bilingual } from '@millwright/contracts';
import { collect, guardExpansion, problem, problemOfError, type Leaf } from './leaf.ts';
import { decodeName, isJunk, safePath, showName } from './paths.ts';
import type { SourceEntry, UploadLimits, UploadProblem } from './source.ts';

/** Name of an entry: of its pax record (always UTF-8) or of the header, which is read byte by byte. */
function nameOf(header: Header): { name: string | null; raw: Uint8Array } {
  const { path } = (header.pax ?? {}) as { readonly path?: string };
  if (path !== undefined) return { name: path.includes('\ufffd') ? null : path, raw: Buffer.from(path) };
  const raw = Buffer.from(header.name, 'latin1');
  return { name: decodeName(raw), raw };
}

function refusal(header: Header, name: string, file: string): UploadProblem | null {
  const at = { file, entry: name };
  if (safePath(name) === null) return problem('archive.unsafe-path', at, name);
  if (header.type === 'link' || header.type === 'symlink') return problem('archive.link', at, name);
  if (header.type !== 'file' && header.type !== 'contiguous-file')
    return problem(
      'file.unsupported',
      { file: name, expected: { en: 'a file', zh: '文件' }, received: String(header.type) },
      name,
    );
  return null;
}

function reasonOf(error: unknown): string | Bilingual {
  const message = error instanceof Error ? error.message : String(error);
  return /unexpected end|premature|was destroyed/i.test(message)
    ? { en: 'it ends early', zh: '文件提前结束' }
    : message;
}

/** A size that is no number would make the unpacker wait for ever, so nothing behind it is read. */
function checkSize({ size }: Header, file: string): void {
  if (Number.isSafeInteger(size) && (size as number) >= 0) return;
  const reason = { en: 'the size of an entry is damaged', zh: '条目的大小字段已损坏' };
  throw new AppError('archive.unreadable', { file, reason });
}

/** The error of a damaged archive; ours stay what they are. */
const asOurs = (error: unknown, file: string): AppError =>
  error instanceof AppError
    ? error
    : new AppError('archive.unreadable', { file, reason: reasonOf(error) }, { cause: error });

/** The files of a tar or tar.gz one by one, read once from front to back. */
export async function* tarLeaves(
  source: SourceEntry,
  { gzipped, limits }: { gzipped: boolean; limits: UploadLimits },
): AsyncGenerator<Leaf | UploadProblem, void, undefined> {
  const shown = source.path;
  const extract = extractTar({ filenameEncoding: 'latin1' } as object);
  const guard = guardExpansion(source.bytes, { file: shown, entry: shown, limits });
  const raw = await source.open();
  const piped = gzipped
    ? pipeline(raw, createGunzip(), guard, extract as unknown as NodeJS.WritableStream)
    : pipeline(raw, extract as unknown as NodeJS.WritableStream);
  piped.catch(() => undefined); // the loop below meets the same error and reports it
  let told = false;
  const leafOf = (entry: AsyncIterable<unknown>, name: string): Leaf => {
    const stream = async () => Readable.from(entry);
    const read = async () => {
      try {
        return await collect(await stream(), name, limits);
      } catch (error) {
        const ours = asOurs(error, shown);
        told ||= ours.code !== 'file.too-large'; // the archive itself is broken: the loop need not say it again
        throw ours;
      }
    };
    return { ok: true, path: safePath(name)!, stream, read };
  };
  try {
    for await (const entry of extract) {
      checkSize(entry.header, shown);
      const { name, raw: rawName } = nameOf(entry.header);
      const directory = entry.header.type === 'directory';
      if (name === null)
        yield problem('file.name-encoding', { file: shown, entry: showName(rawName) }, showName(rawName));
      else if (!directory && !isJunk(name)) yield refusal(entry.header, name, shown) ?? leafOf(entry, name);
      entry.resume();
    }
    await piped;
  } catch (error) {
    if (!told) yield problemOfError(asOurs(error, shown), shown);
  } finally {
    raw.destroy();
  }
}
