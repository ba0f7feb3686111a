import type { DatasetItem, SourceFile } from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import { encodePng } from '@millwright/readers';
import { ndArray, seeded, type Pixels, type Random } from '@millwright/tensors';

/** Pictures of a version without their bytes; equal `hash` means equal pictures. */
export const itemsLike = (
  rows: readonly { label: string; part?: DatasetItem['part']; hash?: string }[],
): DatasetItem[] =>
  rows.map(({ label, part = null, hash }, index) => ({
    index,
    path: `${label}/${index}.png`,
    label,
    part,
    hash: hash ?? String(index).padStart(64, '0'),
    bytes: 100,
    width: 8,
    height: 8,
    channels: 1,
  }));

export const repeated = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** A grey picture of `side` x `side` noisy pixels around a level. */
export function aPicture(random: Random, level: number, side = 16): Pixels {
  const picture = ndArray('uint8', [side, side, 1]);
  for (let i = 0; i < picture.data.length; i++)
    picture.data[i] = Math.min(255, Math.max(0, Math.round(level + 20 * random.normal())));
  return picture;
}

/** A file of an upload: its path and its bytes. */
export interface UploadedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * A folder per class of pictures whose mean level is drawn around 110 (`dark`) and 140 (`light`), so that most, not
 * all, can be told apart.
 */
export function darkAndLight(
  options: { count?: number; seed?: number; prefix?: string } = {},
): UploadedFile[] {
  const { count = 60, seed = 1, prefix = '' } = options;
  const random = seeded(seed);
  return repeated(count, (i) => {
    const label = i % 2 === 0 ? 'dark' : 'light';
    const level = (label === 'dark' ? 110 : 140) + 12 * random.normal();
    return { path: `${prefix}${label}/${i}.png`, bytes: encodePng(aPicture(random, level)) };
  });
}

/** Puts files into the store, as an upload does before the lifecycle hears of it. */
export async function stored(
  artifacts: ArtifactStore,
  files: readonly UploadedFile[],
): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  for (const { path, bytes } of files) sources.push({ path, ...(await artifacts.putBytes(bytes)) });
  return sources;
}
