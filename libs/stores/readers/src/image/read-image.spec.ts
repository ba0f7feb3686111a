import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { AppError, type ErrorCode } from '@millwright/contracts';
import { ndArray, type Pixels } from '@millwright/tensors';
import { encodeJpeg, encodePng, probeImage, readImage, thumbnail } from '../index.ts';
import { bmpBytes, somePixels } from '../testing/index.ts';

const raw = ({ shape: [height, width, channels], data }: Pixels) =>
  sharp(data, { raw: { height, width, channels: channels as 1 | 3 } });
const file = 'part.jpg';

async function refusal(run: Promise<unknown>): Promise<AppError> {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error('expected an AppError');
  return error;
}
async function expectCode(run: Promise<unknown>, code: ErrorCode, words: RegExp): Promise<void> {
  const error = await refusal(run);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(words);
}

/** A PNG that only has its header, for sizes nobody stores. */
function pngHeader(width: number, height: number): Buffer {
  const png = Buffer.from(encodePng(somePixels(1, [1, 1, 1])));
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

/** A JPEG whose frame header claims another size. */
async function jpegOfSize(width: number, height: number): Promise<Buffer> {
  const jpeg = await raw(somePixels(1, [8, 8, 1]))
    .jpeg()
    .toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

describe('readImage', () => {
  it.each(['png', 'tiff', 'webp'] as const)('gives back the pixels of a lossless %s', async (format) => {
    const pixels = somePixels(3, [9, 7, 3]);
    const bytes = await raw(pixels)
      [format](format === 'png' ? {} : format === 'tiff' ? { compression: 'lzw' } : { lossless: true })
      .toBuffer();
    expect(await readImage(bytes, { file })).toEqual(pixels);
  });
  it('reads a JPEG near to what was compressed', async () => {
    const flat = ndArray('uint8', [16, 16, 3], new Uint8Array(768).fill(120));
    const { shape, data } = await readImage(await raw(flat).jpeg({ quality: 95 }).toBuffer(), { file });
    expect(shape).toEqual([16, 16, 3]);
    expect(Math.max(...data.map((level) => Math.abs(level - 120)))).toBeLessThanOrEqual(2);
  });
  it('reads a BMP, from the bottom up', async () => {
    const pixels = somePixels(5, [5, 3, 3]);
    expect(await readImage(bmpBytes(pixels), { file: 'part.bmp' })).toEqual(pixels);
    expect(await probeImage(bmpBytes(pixels), { file })).toEqual({
      width: 3,
      height: 5,
      channels: 3,
      format: 'bmp',
    });
  });
  it('keeps one channel for pictures stored in grey', async () => {
    const pixels = somePixels(2, [4, 5, 1]);
    const bytes = await raw(pixels).toColourspace('b-w').png().toBuffer();
    expect(await readImage(bytes, { file })).toEqual(pixels);
    expect(await probeImage(bytes, { file })).toEqual({ width: 5, height: 4, channels: 1, format: 'png' });
  });
  it('asks the bytes, not the name', async () => {
    const pixels = somePixels(2);
    expect(await readImage(encodePng(pixels), { file: 'photo.jpg' })).toEqual(pixels);
  });
  it('turns a picture as its EXIF orientation says', async () => {
    const pixels = ndArray('uint8', [1, 2, 3], Uint8Array.from([250, 0, 0, 0, 0, 250]));
    const bytes = await raw(pixels).png().withExif({}).withMetadata({ orientation: 6 }).toBuffer(); // 6: turn right
    expect(await probeImage(bytes, { file })).toMatchObject({ width: 1, height: 2 });
    expect(await readImage(bytes, { file })).toEqual(
      ndArray('uint8', [2, 1, 3], Uint8Array.from(pixels.data)),
    );
  });
  it.each([
    [1, 'grey16'],
    [3, 'rgb16'],
  ] as const)('divides 16-bit levels of %i channel(s) by 256', async (channels, space) => {
    const levels = Uint16Array.from([0, 255, 256, 0x8123, 0xffff, 0x7fff]);
    const bytes = await sharp(levels, { raw: { width: 6 / channels, height: 1, channels } })
      .toColourspace(space)
      .png()
      .toBuffer();
    expect([...(await readImage(bytes, { file })).data]).toEqual([0, 0, 1, 0x81, 0xff, 0x7f]);
  });
  it('lays transparent pixels on white', async () => {
    const rgba = Uint8Array.from([10, 20, 30, 255, 10, 20, 30, 0, 100, 100, 100, 102]);
    const bytes = await sharp(rgba, { raw: { width: 3, height: 1, channels: 4 } })
      .png()
      .toBuffer();
    // 0.4 · 100 + 0.6 · 255 = 193
    expect([...(await readImage(bytes, { file })).data]).toEqual([10, 20, 30, 255, 255, 255, 193, 193, 193]);
  });
  it('gives RGB for palettes and CMYK', async () => {
    const pixels = ndArray('uint8', [8, 8, 3], new Uint8Array(192).fill(200));
    const palette = await raw(pixels).png({ palette: true }).toBuffer();
    const cmyk = await raw(pixels).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    for (const bytes of [palette, cmyk]) {
      const { shape, data } = await readImage(bytes, { file });
      expect(shape).toEqual([8, 8, 3]);
      for (const level of data) expect(Math.abs(level - 200)).toBeLessThan(24);
    }
  });
});

describe('bad pictures', () => {
  it('a truncated JPEG, PNG, WebP, TIFF or BMP is refused by name', async () => {
    const pixels = somePixels(7, [64, 64, 3]);
    const whole = [
      await raw(pixels).jpeg().toBuffer(),
      await raw(pixels).png().toBuffer(),
      await raw(pixels).webp().toBuffer(),
      await raw(pixels).tiff().toBuffer(),
      bmpBytes(pixels),
    ];
    for (const bytes of whole)
      for (const share of [0.05, 0.5, 0.95])
        await expectCode(
          readImage(bytes.subarray(0, Math.floor(bytes.length * share)), { file: 'cut.bin' }),
          'image.unreadable',
          /^cut\.bin could not be read as an image: \S/,
        );
  });
  it('a text file named .png is called a text', async () => {
    const text = Buffer.from('these are my notes,\nnot a picture\n');
    await expectCode(
      readImage(text, { file: 'notes.png' }),
      'image.unreadable',
      /notes\.png .* it holds text, not a picture/,
    );
  });
  it.each([
    ['GIF89a......', /a GIF picture/],
    ['%PDF-1.7', /a PDF document/],
    ['', /an empty file/],
    ['PK\x03\x04', /a zip archive/],
    ['\x00\x01\x02\x03', /data of an unknown kind/],
  ])('%j is told for what it is', async (content, words) => {
    await expectCode(readImage(Buffer.from(content, 'latin1'), { file }), 'image.unreadable', words);
  });
  it('a picture of 50,000 x 50,000 is refused from its header alone', async () => {
    const bmp = bmpBytes(somePixels(1, [2, 2, 3]));
    bmp.writeInt32LE(50_000, 18);
    bmp.writeInt32LE(-50_000, 22);
    for (const bytes of [pngHeader(50_000, 50_000), await jpegOfSize(50_000, 50_000), bmp])
      for (const look of [readImage, probeImage]) {
        const start = performance.now();
        const error = await refusal(look(bytes, { file: 'huge.png' }));
        expect(error.code).toBe('image.too-large');
        expect(error.params).toEqual({ file: 'huge.png', width: 50_000, height: 50_000, limit: 50 });
        expect(performance.now() - start).toBeLessThan(2000);
      }
    await expectCode(thumbnail(pngHeader(50_000, 50_000), 64), 'image.too-large', /50000 x 50000/);
  });
  it('the limit can be set lower', async () => {
    const bytes = encodePng(somePixels(1, [40, 30, 1]));
    await expectCode(readImage(bytes, { file, maxMegapixels: 0.001 }), 'image.too-large', /30 x 40/);
  });
});

describe('thumbnail', () => {
  it('is a WebP of at most the size asked for, never enlarged', async () => {
    for (const [shape, expected] of [
      [
        [100, 50, 3],
        [32, 16],
      ],
      [
        [10, 20, 3],
        [10, 20],
      ],
    ] as const) {
      const { bytes, type } = await thumbnail(encodePng(somePixels(1, [...shape])), 32);
      expect(type).toBe('image/webp');
      const { width, height, format } = await sharp(bytes).metadata();
      expect([height, width, format]).toEqual([...expected, 'webp']);
    }
  });
});

describe('encodePng', () => {
  it('is read back as the same pixels by sharp, grey and colour, over several blocks', async () => {
    const shapes: [number, number, number][] = [
      [1, 1, 1],
      [33, 21, 3],
      [300, 301, 3],
      [256, 256, 1],
    ];
    for (const shape of shapes) {
      const pixels = somePixels(11, shape);
      const { data, info } = await sharp(encodePng(pixels))
        .toColourspace(shape[2] === 1 ? 'b-w' : 'srgb')
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.height, info.width, info.channels]).toEqual(shape);
      expect(Buffer.compare(data, pixels.data)).toBe(0);
    }
  });
  it('gives equal bytes for equal pixels', () => {
    expect(encodePng(somePixels(4))).toEqual(encodePng(somePixels(4)));
  });
});

describe('encodeJpeg', () => {
  it('is read back near to the pixels, in grey and in colour', async () => {
    for (const channels of [1, 3]) {
      const flat = ndArray('uint8', [16, 24, channels], new Uint8Array(16 * 24 * channels).fill(99));
      const { shape, data } = await readImage(await encodeJpeg(flat), { file });
      expect(shape).toEqual([16, 24, channels]);
      expect(Math.max(...data.map((level) => Math.abs(level - 99)))).toBeLessThanOrEqual(2);
    }
  });
});
