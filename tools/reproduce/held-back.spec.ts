import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { diskArtifacts } from '@millwright/artifacts';
import { encodePng } from '@millwright/readers';
import { ndArray } from '@millwright/tensors';
import { heldBack } from './held-back.ts';
import { imageFiles } from './layout.ts';

let directory: string;
let level = 0;

/** So many pictures of a class in a part, no two alike. */
function lay(part: string, label: string, count: number): void {
  const folder = path.join(directory, 'set', part, label);
  fs.mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++)
    fs.writeFileSync(
      path.join(folder, `${i}.png`),
      encodePng(ndArray('uint8', [2, 2, 1], Uint8Array.of(level++, 1, 2, 3))),
    );
}

async function counted(count: number): Promise<Record<string, number>> {
  const artifacts = diskArtifacts(path.join(directory, 'artifacts'));
  const folders: Record<string, number> = {};
  for (const file of await heldBack(imageFiles(path.join(directory, 'set')), artifacts, count)) {
    const folder = path.posix.dirname(file.path);
    folders[folder] = (folders[folder] ?? 0) + 1;
    expect(await artifacts.has(file.hash)).toBe(true);
  }
  return folders;
}

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-held-back-'));
});
afterEach(() => fs.rmSync(directory, { recursive: true }));

describe('heldBack', () => {
  it('puts the last pictures of each training class in the place of the test part, which is not read', async () => {
    lay('train', 'good', 5);
    lay('train', 'bad', 3);
    lay('val', 'good', 2);
    lay('test', 'good', 4);
    expect(await counted(2)).toEqual({
      'train/good': 3,
      'test/good': 2,
      'train/bad': 1,
      'test/bad': 2,
      'val/good': 2,
    });
  });

  it('takes the last ones and no others', async () => {
    lay('train', 'good', 12); // 0, 1, 10, 11, 2, … by name
    const artifacts = diskArtifacts(path.join(directory, 'artifacts'));
    const files = await heldBack(imageFiles(path.join(directory, 'set')), artifacts, 2);
    const judged = files.filter((file) => file.path.startsWith('test/'));
    expect(judged.map((file) => file.path.split('-').at(-1))).toEqual(['8.png', '9.png']);
  });

  it('refuses to leave a class without anything to learn from', async () => {
    lay('train', 'good', 5);
    lay('train', 'bad', 2);
    await expect(counted(2)).rejects.toMatchObject({ code: 'settings.invalid' });
  });
});
