import type { DatasetItem, Part } from '@millwright/contracts';

/** Pictures of a version without their bytes; equal `hash` means equal pictures. */
export const itemsLike = (
  rows: readonly { label: string; part?: Part | null; hash?: string }[],
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
