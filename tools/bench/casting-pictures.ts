import { createReadStream, existsSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readUpload } from '@millwright/readers';
import { root } from '../command/step.mjs';

/** Why a case on them is left out. */
export const noDataSet = 'the data set casting_products is not in DATASETS_DIR';

/**
 * Unpacks the pictures of an archive of casting_products into a folder per class. Empty where the public data
 * sets are not there.
 */
export async function castingPictures(archive: string, folder: string): Promise<string[]> {
  const sets = process.env.DATASETS_DIR ?? path.join(root, '../shared/data');
  const file = path.join(sets, 'casting_products', archive);
  if (!existsSync(file)) return [];
  const { size: bytes } = await stat(file);
  const files: string[] = [];
  for await (const item of readUpload([{ path: archive, bytes, open: async () => createReadStream(file) }])) {
    if (!item.ok) continue;
    const picture = path.join(folder, item.label, `${files.length}.jpg`);
    await mkdir(path.dirname(picture), { recursive: true });
    await writeFile(picture, item.bytes);
    files.push(picture);
  }
  return files;
}
