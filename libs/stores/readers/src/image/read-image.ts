import sharp, { type Sharp } from 'sharp';
import { AppError, type Bilingual } from '@millwright/contracts';
import { ndArray, type Pixels } from '@millwright/tensors';
import { bmpSize, decodeBmp } from './bmp.ts';
import { imageFormatOf, notAPicture, type ImageFormat } from './formats.ts';

// One thread per picture and nothing kept: several pictures are decoded beside each other on libuv's threads, and
// memory stays at what those few need.
sharp.cache(false);
sharp.concurrency(1);

/** Pictures above this many million pixels are refused before they are decoded. */
export const defaultMaxMegapixels = 50;

export interface ImageSource {
  /** Name for error messages. */
  readonly file: string;
  readonly maxMegapixels?: number;
}

/** What the header of a picture says; width and height as they are after its orientation is applied. */
export interface ImageHeader {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly format: ImageFormat;
}

const damagedHeader = { en: 'its header is damaged', zh: '文件头已损坏' };

const unreadable = (file: string, reason: string | Bilingual, cause?: unknown): AppError =>
  new AppError('image.unreadable', { file, reason }, { cause });

/** The decoder's message in words that help; its own first line where we know none. */
function reasonOf(error: unknown): string | Bilingual {
  const message = error instanceof Error ? error.message : String(error);
  if (/premature end|truncat|read error|ends early|unexpected end|not enough/i.test(message))
    return { en: 'the file ends early or is damaged', zh: '文件不完整或已损坏' };
  if (/corrupt header|unable to parse|contains no image/i.test(message)) return damagedHeader;
  return message.split('\n')[0];
}

function checkSize(header: { width: number; height: number }, { file, maxMegapixels }: ImageSource): void {
  const limit = maxMegapixels ?? defaultMaxMegapixels;
  if (header.width * header.height > limit * 1e6)
    throw new AppError('image.too-large', { file, width: header.width, height: header.height, limit });
}

/** A BMP file opened for sharp; everything else sharp opens itself. */
function open(bytes: Uint8Array, format: ImageFormat): Sharp {
  // Levels as they are stored, as other vision tools read them: colour profiles are not applied.
  const options = { failOn: 'error', limitInputPixels: false, autoOrient: true, ignoreIcc: true } as const;
  if (format !== 'bmp') return sharp(bytes, options);
  const { width, height, data } = decodeBmp(bytes);
  return sharp(data, { raw: { width, height, channels: 3 } });
}

interface Look extends ImageHeader {
  /** Stored as 16-bit grey. */
  readonly deepGrey: boolean;
}

/** The header, checked. */
async function lookAt(bytes: Uint8Array, source: ImageSource): Promise<Look> {
  const format = imageFormatOf(bytes);
  if (format === null) throw unreadable(source.file, notAPicture(bytes));
  if (format === 'bmp') {
    const size = bmpSize(bytes);
    if (!size || size.width <= 0 || size.height <= 0) throw unreadable(source.file, damagedHeader);
    checkSize(size, source);
    return { ...size, channels: 3, format, deepGrey: false };
  }
  try {
    const { space, autoOrient } = await open(bytes, format).metadata();
    checkSize(autoOrient, source);
    const channels = space === 'b-w' || space === 'grey16' ? 1 : 3;
    return {
      width: autoOrient.width,
      height: autoOrient.height,
      channels,
      format,
      deepGrey: space === 'grey16',
    };
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(source.file, reasonOf(error), error);
  }
}

/**
 * Reads the header of a picture without decoding it.
 *
 * @throws AppError `image.unreadable`, `image.too-large`
 */
export async function probeImage(bytes: Uint8Array, source: ImageSource): Promise<ImageHeader> {
  const { width, height, channels, format } = await lookAt(bytes, source);
  return { width, height, channels, format };
}

/**
 * Decodes a JPEG, PNG, TIFF, WebP or BMP file (told by its bytes, not its name) to `[H, W, 1]` where it is stored in grey
 * and `[H, W, 3]` RGB otherwise. EXIF orientation is applied, 16-bit levels are divided by 256 without a rest, transparent
 * pixels lie on white, palettes and CMYK become RGB, of several pages or frames the first is read, colour profiles are
 * not applied.
 *
 * @throws AppError `image.unreadable` (not a picture, damaged, cut off), `image.too-large` (before decoding)
 */
export async function readImage(bytes: Uint8Array, source: ImageSource): Promise<Pixels> {
  const { channels, format, deepGrey } = await lookAt(bytes, source);
  const space = deepGrey ? 'grey16' : channels === 1 ? 'b-w' : 'srgb';
  try {
    const { data, info } = await open(bytes, format)
      .flatten({ background: '#ffffff' })
      .toColourspace(space)
      .raw({ depth: deepGrey ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const stored = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    // libvips rounds where it narrows grey, but not colour; the high bytes alone treat both alike.
    const own = deepGrey
      ? Uint8Array.from({ length: stored.length / 2 }, (_, i) => stored[2 * i + 1])
      : stored;
    return ndArray('uint8', [info.height, info.width, info.channels], own);
  } catch (error) {
    throw unreadable(source.file, reasonOf(error), error);
  }
}

/**
 * A small WebP of a picture for lists: at most `size` pixels along its longer side, never enlarged.
 *
 * @throws AppError `image.unreadable`, `image.too-large`
 */
export async function thumbnail(
  bytes: Uint8Array,
  size: number,
  source: ImageSource = { file: 'picture' },
): Promise<{ bytes: Uint8Array; type: 'image/webp' }> {
  const { format } = await lookAt(bytes, source);
  try {
    const small = await open(bytes, format)
      .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
    return { bytes: small, type: 'image/webp' };
  } catch (error) {
    throw unreadable(source.file, reasonOf(error), error);
  }
}
