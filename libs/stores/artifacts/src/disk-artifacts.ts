import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '@millwright/contracts';
import type { ArtifactStore, ListedArtifact, StoredArtifact } from './store.ts';

const hashPattern = /^[0-9a-f]{64}$/;
const hourMs = 3_600_000;

/** What a write needs of the disk; a test hands in one that fails. */
export interface WriteHandle {
  write(bytes: Uint8Array): Promise<unknown>;
  sync(): Promise<void>;
  close(): Promise<void>;
}
export type OpenForWriting = (file: string) => Promise<WriteHandle>;

const openFile: OpenForWriting = async (file) => {
  const handle = await fs.open(file, 'wx', 0o640);
  return {
    write: (bytes) => writeWhole(handle, bytes),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
};

/** A disk that is nearly full takes a part of a buffer without an error: go on until all of it is written. */
async function writeWhole(handle: fs.FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) {
    const { bytesWritten } = await handle.write(bytes, done);
    done += bytesWritten;
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';
const isFull = (error: unknown): boolean => codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';

/** Directory entries; none where the directory is not there (yet, or any more). */
async function entries(directory: string): Promise<string[]> {
  try {
    return (await fs.readdir(directory)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function removeFile(file: string): Promise<number> {
  try {
    const { size } = await fs.stat(file);
    await fs.unlink(file);
    return size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

async function* verified(file: string, hash: string): AsyncIterable<Buffer> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    yield chunk;
  }
  const received = digest.digest('hex');
  if (received !== hash) throw new AppError('artifact.damaged', { hash, received });
}

/**
 * Artifacts on disk: `ab/<sha256>` (256 folders, so that deleting leaves next to nothing behind), written under a name in `incoming/` and renamed when complete, so that
 * whatever has its hash for a name is whole.
 */
class DiskArtifacts implements ArtifactStore {
  private readonly directory: string;
  private readonly incoming: string;
  private readonly openForWriting: OpenForWriting;

  constructor(directory: string, openForWriting: OpenForWriting) {
    this.directory = path.resolve(directory);
    this.incoming = path.join(this.directory, 'incoming');
    this.openForWriting = openForWriting;
  }

  async put(
    stream: AsyncIterable<Uint8Array>,
    options: { name?: string; signal?: AbortSignal } = {},
  ): Promise<StoredArtifact> {
    const temporary = path.join(this.incoming, randomUUID());
    try {
      await fs.mkdir(this.incoming, { recursive: true, mode: 0o750 });
      const stored = await this.write(temporary, stream, options.signal);
      await this.settle(temporary, stored.hash);
      return stored;
    } catch (error) {
      await fs.rm(temporary, { force: true });
      if (!isFull(error)) throw error;
      const params = { file: options.name ?? 'the file', directory: this.directory };
      throw new AppError('storage.full', params, { cause: error });
    }
  }

  putBytes(bytes: Uint8Array, options: { name?: string } = {}): Promise<StoredArtifact> {
    return this.put(Readable.from([bytes]), options);
  }

  async open(hash: string): Promise<Readable> {
    const file = this.fileOf(hash);
    await this.size(hash);
    return Readable.from(verified(file, hash), { objectMode: false });
  }

  async read(hash: string): Promise<Buffer> {
    await this.size(hash);
    const chunks: Buffer[] = [];
    for await (const chunk of verified(this.fileOf(hash), hash)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async has(hash: string): Promise<boolean> {
    if (!hashPattern.test(hash)) return false;
    try {
      return (await fs.stat(this.fileOf(hash))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async size(hash: string): Promise<number> {
    try {
      return (await fs.stat(this.fileOf(hash))).size;
    } catch (error) {
      if (isMissing(error)) throw new AppError('artifact.not-found', { hash }, { cause: error });
      throw error;
    }
  }

  async delete(hash: string): Promise<number> {
    return removeFile(this.fileOf(hash));
  }

  async *list(): AsyncIterable<ListedArtifact> {
    for (const first of await entries(this.directory)) {
      if (!/^[0-9a-f]{2}$/.test(first)) continue;
      const folder = path.join(this.directory, first);
      for (const hash of await entries(folder)) {
        if (!hashPattern.test(hash)) continue;
        const found = await fs.stat(path.join(folder, hash)).catch(() => null); // deleted meanwhile
        if (found !== null) yield { hash, bytes: found.size, modifiedAt: found.mtime };
      }
    }
  }

  async sweep(olderThanMs = hourMs): Promise<number> {
    let freed = 0;
    for (const name of await entries(this.incoming)) {
      const file = path.join(this.incoming, name);
      const found = await fs.stat(file).catch(() => null); // finished meanwhile
      if (found !== null && Date.now() - found.mtimeMs >= olderThanMs) freed += await removeFile(file);
    }
    return freed;
  }

  /** @throws AppError `artifact.not-found` for what is no hash: no name of a caller becomes a path */
  private fileOf(hash: string): string {
    if (!hashPattern.test(hash)) throw new AppError('artifact.not-found', { hash });
    return path.join(this.directory, hash.slice(0, 2), hash);
  }

  private async write(
    file: string,
    stream: AsyncIterable<Uint8Array>,
    signal: AbortSignal | undefined,
  ): Promise<StoredArtifact> {
    const digest = createHash('sha256');
    let bytes = 0;
    const handle = await this.openForWriting(file);
    try {
      for await (const chunk of stream) {
        signal?.throwIfAborted();
        digest.update(chunk);
        bytes += chunk.byteLength;
        await handle.write(chunk);
      }
      signal?.throwIfAborted();
      await handle.sync(); // else a power cut could leave the name without its bytes
    } finally {
      await handle.close();
    }
    return { hash: digest.digest('hex'), bytes };
  }

  /** Gives complete bytes their name. Bytes kept already are replaced by the same, which also mends damaged ones. */
  private async settle(temporary: string, hash: string): Promise<void> {
    const file = this.fileOf(hash);
    await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o750 });
    try {
      await fs.rename(temporary, file);
    } catch (error) {
      if (!(await this.has(hash))) throw error;
      await fs.rm(temporary, { force: true }); // Windows does not replace a file that somebody reads
    }
  }
}

/**
 * Artifacts in a directory.
 *
 * @param openForWriting - how a file is opened; another one only to try out a failing disk
 */
export const diskArtifacts = (directory: string, openForWriting: OpenForWriting = openFile): ArtifactStore =>
  new DiskArtifacts(directory, openForWriting);
