import { AppError } from '@millwright/contracts';
import type { Scratch } from './model.ts';

/** A scratch in memory: for tests, and where pictures are few. */
export function memoryScratch(): Scratch {
  let bytes = new Uint8Array(1 << 16);
  let used = 0;
  return {
    append(more) {
      if (used + more.length > bytes.length) {
        const larger = new Uint8Array(Math.max(2 * bytes.length, used + more.length));
        larger.set(bytes.subarray(0, used));
        bytes = larger;
      }
      bytes.set(more, used);
      used += more.length;
    },
    read(offset, into) {
      if (offset < 0 || offset + into.length > used)
        throw new AppError('tensor.shape', {
          what: 'scratch',
          expected: `at most ${used} bytes`,
          received: `bytes ${offset} to ${offset + into.length}`,
          dimension: 0,
        });
      into.set(bytes.subarray(offset, offset + into.length));
    },
    close() {
      bytes = new Uint8Array(0);
      used = 0;
    },
  };
}
