import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { imageFiles } from './layout.ts';

let directory: string;
const lay = (...names: string[]): void => {
  for (const name of names) {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    fs.writeFileSync(path.join(directory, name), '');
  }
};
const found = (): string[] => imageFiles(directory).map((one) => one.path);

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-layout-'));
});
afterEach(() => fs.rmSync(directory, { recursive: true }));

const indexed = [
  'gray64_test-images-idx3-ubyte.gz',
  'gray64_test-labels-idx1-ubyte.gz',
  'gray64_train_full-images-idx3-ubyte',
  'gray64_train_full-labels-idx1-ubyte',
];

describe('imageFiles', () => {
  it('prefers IDX files with their class names to archives beside them', () => {
    lay(...indexed, 'classes.txt', 'README.md', 'test.tar', 'train_eighth.tar');
    expect(found()).toEqual([...indexed, 'classes.txt']);
  });

  it('takes archives of the parts where there are no IDX files', () => {
    lay('README.md', 'test.tar.gz', 'train_eighth.tar', 'other.tar');
    expect(found()).toEqual(['test.tar.gz', 'train_eighth.tar']);
  });

  it('takes pictures in folders where there is neither', () => {
    lay('train/good/1.png', 'train/bad/2.JPG', 'test/good/3.bmp', 'notes.txt', 'cover.png');
    expect(found()).toEqual(['test/good/3.bmp', 'train/bad/2.JPG', 'train/good/1.png']);
  });

  it('refuses a folder without any of them, and one that is not there', () => {
    lay('README.md');
    const empty = expect.objectContaining({ code: 'dataset.empty' }) as Error;
    expect(() => found()).toThrow(empty);
    expect(() => imageFiles(path.join(directory, 'missing'))).toThrow(empty);
  });
});
