import type { Pixels } from '@millwright/tensors';

interface BmpWish {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: 8 | 24;
  /** 0 none, 1 run lengths (RLE8). */
  readonly compression: 0 | 1;
  /** Colours, four bytes each. */
  readonly palette: Uint8Array;
  readonly content: Uint8Array;
}

function bmpFile({ width, height, bitsPerPixel, compression, palette, content }: BmpWish): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54 + palette.length + content.length, 2);
  header.writeUInt32LE(54 + palette.length, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(bitsPerPixel, 28);
  header.writeUInt32LE(compression, 30);
  header.writeUInt32LE(content.length, 34);
  header.writeUInt32LE(palette.length / 4, 46);
  return Buffer.concat([header, palette, content]);
}

/** A BMP file of `[H, W, 3]`: rows from the bottom up, blue first, padded to four bytes. */
export function bmpBytes({ shape: [height, width], data }: Pixels): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4;
  const content = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++)
        content[(height - 1 - y) * row + x * 3 + c] = data[(y * width + x) * 3 + 2 - c];
  return bmpFile({ width, height, bitsPerPixel: 24, compression: 0, palette: Buffer.alloc(0), content });
}

/** A BMP file of `[H, W, 1]` with a palette of 256 greys, as levels or as run lengths (each run one pixel long). */
export function paletteBmpBytes({ shape: [height, width], data }: Pixels, runs = false): Buffer {
  const palette = Buffer.from(Array.from({ length: 256 }, (_, level) => [level, level, level, 0]).flat());
  const lines = Array.from({ length: height }, (_, y) => [
    ...data.subarray((height - 1 - y) * width).subarray(0, width),
  ]);
  const padded = (line: number[]): number[] => [...line, ...new Array<number>((4 - (width % 4)) % 4).fill(0)];
  const content = runs
    ? Buffer.from([...lines.flatMap((line) => [...line.flatMap((level) => [1, level]), 0, 0]), 0, 1])
    : Buffer.from(lines.flatMap(padded));
  return bmpFile({ width, height, bitsPerPixel: 8, compression: runs ? 1 : 0, palette, content });
}
