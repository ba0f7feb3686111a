import { Readable } from 'node:stream';
import { ndArray, seeded, type Pixels } from '@millwright/tensors';
import { encodePng } from '../image/png.ts';
import type { SourceEntry } from '../upload/source.ts';

/** A source over bytes in memory, given out in chunks as a file would be. */
export function aSource(path: string, bytes: Uint8Array, chunkBytes = 65536): SourceEntry {
  return {
    path,
    bytes: bytes.length,
    open: async () =>
      Readable.from(
        (function* () {
          for (let at = 0; at < bytes.length; at += chunkBytes)
            yield Buffer.from(bytes.subarray(at, at + chunkBytes));
        })(),
        { objectMode: false },
      ),
  };
}

/** A small random picture; equal seeds give equal ones. */
export function somePixels(seed = 1, [height, width, channels] = [6, 8, 1]): Pixels {
  const random = seeded(seed);
  const data = Uint8Array.from({ length: height * width * channels }, () => random.integer(256));
  return ndArray('uint8', [height, width, channels], data);
}

/** The same as the bytes of a PNG file. */
export const somePng = (seed = 1): Uint8Array => encodePng(somePixels(seed));

/** An IDX file of uint8 elements. */
export function idxBytes(dimensions: readonly number[], data: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.set([0, 0, 8, dimensions.length]);
  dimensions.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, data]);
}
