import { crc32 } from 'node:zlib';
import { probeImage, readImage, thumbnail } from '@millwright/readers';
import { pictureFiles } from '@millwright/readers/testing';
import { mutate } from '../mutate.ts';
import type { Target } from '../target.ts';

/** The checksums of a PNG's chunks made right, so that a decoder looks at what they guard. */
function mended(png: Buffer): Buffer {
  for (let at = 8; at + 12 <= png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    if (end + 4 > png.length) break;
    png.writeUInt32BE(crc32(png.subarray(at + 4, end)), end);
    at = end + 4;
  }
  return png;
}

/** Header, pixels and thumbnail of a picture, one after another as an upload asks for them. */
export const images: Target = {
  name: 'images',
  async prepare() {
    const files = [...(await pictureFiles()).entries()];
    const others = files.map(([, bytes]) => bytes);
    return {
      good: files.map((file) => new Map([file])),
      damaged(random) {
        const [name, bytes] = files[random.integer(files.length)];
        const damaged = mutate(bytes, random, others);
        return new Map([[name, name.endsWith('.png') && random.next() < 0.7 ? mended(damaged) : damaged]]);
      },
      async read(given) {
        for (const [file, bytes] of given) {
          await probeImage(bytes, { file });
          await readImage(bytes, { file });
          await thumbnail(bytes, 64, { file });
        }
        return [];
      },
    };
  },
};
