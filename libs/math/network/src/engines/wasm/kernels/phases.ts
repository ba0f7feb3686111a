import type { Phase } from '../kernel.ts';

/** Below so many values a second thread costs more than it saves. */
const worthwhile = 8192;

/** Work on `size` values in a row, in whole lines of the cache. */
export const flat = (call: string, args: readonly number[], size: number): Phase => ({
  call,
  arguments: args,
  total: size,
  grain: size < worthwhile ? Math.max(1, size) : 1024,
});

/** Work on rows of `length` values each. */
export const byRows = (call: string, args: readonly number[], rows: number, length: number): Phase => ({
  call,
  arguments: args,
  total: rows,
  grain: Math.max(1, Math.ceil(worthwhile / 2 / Math.max(1, length))),
});
