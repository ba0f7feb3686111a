import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { AppError } from '@millwright/contracts';
import { diskArtifacts, type OpenForWriting } from './disk-artifacts.ts';

// FIPS 180-2, appendix B.1: the digest of "abc".
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
// FIPS 180-2, appendix B.3: the digest of one million times the letter a.
const millionLetters = 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0';

let directory: string;
beforeEach(async () => {
  directory = await fs.mkdtemp(path.join(os.tmpdir(), 'artifacts-'));
});
afterEach(() => fs.rm(directory, { recursive: true, force: true }));

/** Every file below the directory, relative to it. */
async function files(below = directory): Promise<string[]> {
  const entries = await fs.readdir(below, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(below, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

async function* stream(...parts: (string | Error)[]): AsyncIterable<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof AppError ? error.code : String(error);
}

const damage = (hash: string, bytes: string) =>
  fs.writeFile(path.join(directory, hash.slice(0, 2), hash), bytes);

describe('diskArtifacts', () => {
  it('names bytes by their SHA-256 and keeps them under ab/<hash>', async () => {
    const store = diskArtifacts(directory);
    expect(await store.put(stream('a', 'b', 'c'))).toEqual({ hash: abc, bytes: 3 });
    expect(await files()).toEqual([`ba/${abc}`]);
    expect((await store.read(abc)).toString()).toBe('abc');
    expect(await text(await store.open(abc))).toBe('abc');
    expect(await store.size(abc)).toBe(3);
    expect(await store.has(abc)).toBe(true);
  });

  it('names a stream of a million letters like the published digest', async () => {
    const letters = Array.from({ length: 1000 }, () => 'a'.repeat(1000));
    expect(await diskArtifacts(directory).put(stream(...letters))).toEqual({
      hash: millionLetters,
      bytes: 1_000_000,
    });
  });

  it('keeps no bytes at all under the digest of the empty message', async () => {
    const { hash, bytes } = await diskArtifacts(directory).putBytes(new Uint8Array());
    expect({ hash, bytes }).toEqual({
      hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', // NIST, SHA-256 of the empty message
      bytes: 0,
    });
    expect(await diskArtifacts(directory).read(hash)).toHaveLength(0);
  });

  it('keeps equal bytes once, also when they come at the same time', async () => {
    const store = diskArtifacts(directory);
    await Promise.all(Array.from({ length: 20 }, () => store.put(stream('abc'))));
    expect(await files()).toEqual([`ba/${abc}`]);
  });

  it('refuses damaged bytes: read gives none, a stream ends with the error', async () => {
    const store = diskArtifacts(directory);
    await store.putBytes(Buffer.from('abc'));
    await damage(abc, 'abd');
    expect(await codeOf(store.read(abc))).toBe('artifact.damaged');
    expect(await codeOf(text(await store.open(abc)))).toBe('artifact.damaged');
  });

  it('mends damaged bytes when the right ones are put again', async () => {
    const store = diskArtifacts(directory);
    await store.putBytes(Buffer.from('abc'));
    await damage(abc, 'ab');
    await store.putBytes(Buffer.from('abc'));
    expect((await store.read(abc)).toString()).toBe('abc');
  });

  it.each(['../../etc/passwd', abc.toUpperCase(), `${abc}/..`, `../${abc}`, '', 'ba78', `${abc}\0`])(
    'refuses %j, which is no hash, before it touches the disk',
    async (name) => {
      const store = diskArtifacts(directory);
      expect(await store.has(name)).toBe(false);
      expect(await codeOf(store.read(name))).toBe('artifact.not-found');
      expect(await codeOf(store.open(name))).toBe('artifact.not-found');
      expect(await codeOf(store.size(name))).toBe('artifact.not-found');
      expect(await codeOf(store.delete(name))).toBe('artifact.not-found');
    },
  );

  it('says so where it does not hold a hash', async () => {
    const store = diskArtifacts(directory);
    expect(await store.has(abc)).toBe(false);
    expect(await codeOf(store.read(abc))).toBe('artifact.not-found');
    expect(await codeOf(store.open(abc))).toBe('artifact.not-found');
    expect(await store.delete(abc)).toBe(0);
  });

  it('deletes and says how many bytes that freed', async () => {
    const store = diskArtifacts(directory);
    await store.putBytes(Buffer.from('abc'));
    expect(await store.delete(abc)).toBe(3);
    expect(await files()).toEqual([]);
  });

  it('lists what it holds, and nothing else that lies there', async () => {
    const store = diskArtifacts(directory);
    const hashes = [];
    for (const word of ['one', 'two', 'three']) hashes.push((await store.putBytes(Buffer.from(word))).hash);
    await fs.writeFile(path.join(directory, 'note.txt'), 'not ours');
    await fs.writeFile(path.join(directory, 'incoming', 'unfinished'), 'half');
    const listed = [];
    for await (const artifact of store.list()) listed.push(artifact);
    expect(listed.map(({ hash }) => hash)).toEqual(hashes.sort());
    expect(listed.every(({ modifiedAt }) => Math.abs(Date.now() - modifiedAt.getTime()) < 60_000)).toBe(true);
  });
});

describe('a write that does not come to its end', () => {
  it('leaves nothing behind where the stream fails', async () => {
    const store = diskArtifacts(directory);
    const cut = new AppError('upload.cut-off', { file: 'parts.zip' });
    expect(await codeOf(store.put(stream('half', cut)))).toBe('upload.cut-off');
    expect(await files()).toEqual([]);
  });

  it('leaves nothing behind where it is aborted', async () => {
    const stop = new AbortController();
    const reason = new AppError('request.cancelled');
    async function* endless(): AsyncIterable<Uint8Array> {
      for (let sent = 0; ; sent += 1) {
        if (sent === 3) stop.abort(reason);
        yield Buffer.from('more');
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    expect(await codeOf(diskArtifacts(directory).put(endless(), { signal: stop.signal }))).toBe(
      'request.cancelled',
    );
    expect(await files()).toEqual([]);
  });

  it('is swept when it is old, and left alone while it may still be going on', async () => {
    const store = diskArtifacts(directory);
    await store.putBytes(Buffer.from('abc'));
    const leftover = path.join(directory, 'incoming', 'of-a-killed-process');
    await fs.writeFile(leftover, '12345');
    expect(await store.sweep()).toBe(0);
    const twoHoursAgo = new Date(Date.now() - 7_200_000);
    await fs.utimes(leftover, twoHoursAgo, twoHoursAgo);
    expect(await store.sweep()).toBe(5);
    expect(await files()).toEqual([`ba/${abc}`]);
  });
});

describe('a disk that fills up', () => {
  it.each(['write', 'sync'] as const)(
    'is said by name where %s fails, and nothing stays behind',
    async (step) => {
      const noSpace = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
      const failing: OpenForWriting = async (file) => {
        const handle = await fs.open(file, 'wx');
        return {
          write: (bytes) => (step === 'write' ? handle.write(bytes).then(noSpace) : handle.write(bytes)),
          sync: () => (step === 'sync' ? noSpace() : handle.sync()),
          close: () => handle.close(),
        };
      };
      const put = diskArtifacts(directory, failing).put(stream('abc'), { name: 'parts.zip' });
      await expect(put).rejects.toMatchObject({
        code: 'storage.full',
        params: { file: 'parts.zip', directory },
      });
      expect(await files()).toEqual([]);
    },
  );

  const canMount =
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    spawnSync('sh', [
      '-c',
      'd=$(mktemp -d) && mount -t tmpfs -o size=1m none "$d" && umount "$d"; rmdir "$d"',
    ]).status === 0;
  const onTinyDisk = canMount ? it : it.skip; // needs the right to mount: root on Linux
  onTinyDisk('of one megabyte refuses two, keeps what it had and takes the next small file', async () => {
    const mounted = path.join(directory, 'tiny');
    await fs.mkdir(mounted);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', mounted]).status).toBe(0);
    try {
      const store = diskArtifacts(mounted);
      await store.putBytes(Buffer.from('abc'));
      const large = Array.from({ length: 32 }, () => 'x'.repeat(65_536));
      expect(await codeOf(store.put(stream(...large), { name: 'parts.zip' }))).toBe('storage.full');
      expect(await files(mounted)).toEqual([`ba/${abc}`]);
      expect((await store.putBytes(Buffer.from('small'))).bytes).toBe(5);
    } finally {
      spawnSync('umount', [mounted]);
    }
  });
});
