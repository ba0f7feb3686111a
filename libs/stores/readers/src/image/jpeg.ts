import sharp from 'sharp';
import type { Pixels } from '@millwright/tensors';

/** A picture `[H, W, 1 or 3]` as JPEG, for export; `quality` 1..100. Its bytes depend on the machine: never hash them. */
export async function encodeJpeg(pixels: Pixels, quality = 90): Promise<Uint8Array> {
  const [height, width, channels] = pixels.shape;
  return sharp(pixels.data, { raw: { height, width, channels: channels as 1 | 3 } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .jpeg({ quality })
    .toBuffer();
}
