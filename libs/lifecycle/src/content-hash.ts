import { createHash } from 'node:crypto';
import type { DatasetItem } from '@millwright/contracts';

type Named = Pick<DatasetItem, 'path' | 'label' | 'part' | 'hash'>;

/**
 * SHA-256 over the list of (path, label, part, picture hash), ordered by path: equal for equal pictures, however
 * they were packed.
 */
export function contentHash(items: readonly Named[]): string {
  const hash = createHash('sha256');
  const ordered = [...items].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  for (const { path, label, part, hash: picture } of ordered)
    hash.update(`${JSON.stringify([path, label, part, picture])}\n`);
  return hash.digest('hex');
}
