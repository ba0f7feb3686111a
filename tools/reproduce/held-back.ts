import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import type { ArtifactStore } from '@millwright/artifacts';
import { AppError, type Part, type SourceFile } from '@millwright/contracts';
import { readUpload } from '@millwright/readers';
import type { LayoutFile } from './layout.ts';

interface Kept extends Pick<SourceFile, 'hash' | 'bytes'> {
  readonly label: string;
  readonly part: Part;
  readonly name: string;
}

/** The pictures that are not of the test part, kept in the store. */
async function keptPictures(files: readonly LayoutFile[], artifacts: ArtifactStore): Promise<Kept[]> {
  const sources = files.map(({ file, path: name }) => ({
    path: name,
    bytes: statSync(file).size,
    open: async () => createReadStream(file),
  }));
  const kept: Kept[] = [];
  for await (const item of readUpload(sources)) {
    if (!item.ok || item.part === 'test') continue;
    const name = `${kept.length}-${path.posix.basename(item.path)}`;
    const stored = await artifacts.putBytes(item.bytes, { name: item.path });
    kept.push({ ...stored, label: item.label, part: item.part ?? 'train', name });
  }
  return kept;
}

/**
 * A set as it is when nobody may look at its test part: the last `count` pictures of each class of the training part stand
 * in its place, in a folder per part and class.
 *
 * @throws AppError `settings.invalid` where a class would have nothing left to learn from
 */
export async function heldBack(
  files: readonly LayoutFile[],
  artifacts: ArtifactStore,
  count: number,
): Promise<SourceFile[]> {
  const kept = await keptPictures(files, artifacts);
  const labels = [...new Set(kept.map(({ label }) => label))];
  const judged = new Set<Kept>();
  for (const label of labels) {
    const own = kept.filter((one) => one.label === label && one.part === 'train');
    if (own.length <= count)
      throw new AppError('settings.invalid', {
        setting: '--hold-back',
        expected: `fewer than the ${own.length} training pictures of ${label}`,
        received: count,
      });
    own.slice(-count).forEach((one) => judged.add(one));
  }
  return kept.map((one) => {
    const folder = judged.has(one) ? 'test' : one.part === 'validation' ? 'val' : 'train';
    return { path: `${folder}/${one.label}/${one.name}`, hash: one.hash, bytes: one.bytes };
  });
}
