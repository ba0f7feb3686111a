import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '@millwright/contracts';
import { openScratchFolder, storageError } from './scratch.ts';

describe('a scratch folder', () => {
  let directory: string;
  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'scratch-'));
  });
  afterEach(() => fs.rmSync(directory, { recursive: true, force: true }));

  it('gives back at any offset what was appended, name by name', () => {
    const folder = openScratchFolder(directory, 'run-1', 2);
    const [a, b] = [folder.open('a'), folder.open('b')];
    a.append(Uint8Array.of(1, 2, 3));
    b.append(Uint8Array.of(9));
    a.append(Uint8Array.of(4, 5));
    const into = new Uint8Array(3);
    a.read(2, into);
    expect([...into]).toEqual([3, 4, 5]);
    folder.remove();
  });

  it('refuses to read past the end', () => {
    const folder = openScratchFolder(directory, 'run-1', 2);
    const scratch = folder.open('a');
    scratch.append(Uint8Array.of(1, 2, 3));
    expect(() => scratch.read(1, new Uint8Array(3))).toThrow('scratch a ends before byte 4');
    folder.remove();
  });

  it('leaves nothing behind, whether its scratches were closed or not', () => {
    const folder = openScratchFolder(directory, 'run-1', 2);
    folder.open('a').close();
    folder.open('b').append(Uint8Array.of(1));
    folder.remove();
    expect(fs.readdirSync(directory)).toEqual([]);
  });

  it('removes what an earlier attempt at the same work left behind, and nothing else', () => {
    for (const name of ['run-1#1', 'run-12#1']) fs.mkdirSync(path.join(directory, name));
    const folder = openScratchFolder(directory, 'run-1', 2);
    expect(fs.readdirSync(directory).sort()).toEqual(['run-1#2', 'run-12#1']);
    expect(fs.readdirSync(folder.directory)).toEqual([]);
    folder.remove();
  });
});

describe('storageError', () => {
  it('says a full disk in our words, with file and directory', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    const error = storageError(full, 'parts.zip', '/data/scratch') as AppError;
    expect(error.code).toBe('storage.full');
    expect(error.params).toEqual({ file: 'parts.zip', directory: '/data/scratch' });
  });

  it('leaves other errors as they are', () => {
    const other = Object.assign(new Error('read'), { code: 'EACCES' });
    expect(storageError(other, 'parts.zip', '/data')).toBe(other);
  });
});
