import sharp, { type Sharp } from 'sharp';
import type { Pixels } from '@millwright/tensors';
import { bmpBytes, paletteBmpBytes } from './bmp-bytes.ts';
import { somePixels, somePng } from './sources.ts';

const over = ({ shape: [height, width, channels], data }: Pixels): Sharp =>
  sharp(data, { raw: { height, width, channels: channels as 1 | 3 } });

/** Small picture files of every format that is read, in the ways each format can keep them. */
export async function pictureFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const grey = (): Sharp => over(somePixels(3, [13, 17, 1]));
  const colour = (): Sharp => over(somePixels(4, [13, 17, 3]));
  const made: [string, Promise<Uint8Array> | Uint8Array][] = [
    ['stored.png', somePng(1)],
    ['grey.png', grey().toColourspace('b-w').png().toBuffer()],
    ['deep.png', grey().toColourspace('grey16').png().toBuffer()],
    ['colour.png', colour().png({ progressive: true }).toBuffer()],
    ['palette.png', colour().png({ palette: true }).toBuffer()],
    ['clear.png', colour().ensureAlpha(0.5).png().toBuffer()],
    ['grey.jpg', grey().toColourspace('b-w').jpeg().toBuffer()],
    ['turned.jpg', colour().withMetadata({ orientation: 6 }).jpeg({ progressive: true }).toBuffer()],
    ['print.jpg', colour().toColourspace('cmyk').jpeg().toBuffer()],
    ['lzw.tiff', colour().tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer()],
    [
      'tiled.tiff',
      colour().tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
    ],
    ['jpeg.tiff', colour().tiff({ compression: 'jpeg' }).toBuffer()],
    ['fax.tiff', grey().toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer()],
    ['plain.tiff', grey().tiff({ compression: 'none' }).toBuffer()],
    ['lossy.webp', colour().webp().toBuffer()],
    ['lossless.webp', colour().ensureAlpha(0.5).webp({ lossless: true }).toBuffer()],
    ['colour.bmp', bmpBytes(somePixels(5, [9, 7, 3]))],
    ['palette.bmp', paletteBmpBytes(somePixels(6, [9, 7, 1]))],
    ['runs.bmp', paletteBmpBytes(somePixels(7, [9, 7, 1]), true)],
  ];
  return new Map(await Promise.all(made.map(async ([name, bytes]) => [name, await bytes] as const)));
}
