import type { Pixels } from '@millwright/tensors';
import { toGrey } from './levels.ts';
import { resize } from './resize.ts';

/** What a picture is recognised and judged by without looking at it again; plain data, the same on every machine. */
export interface ImageFingerprint {
  /** 64-bit difference hash as 16 hexadecimal digits: equal for equal pictures, a few bits apart for similar ones. */
  readonly hash: string;
  /** The picture as 16 x 16 grey levels, two hexadecimal digits each: confirms what the hash suspects. */
  readonly thumbnail: string;
  /** Variance of the Laplacian after a reduction to at most 256 pixels a side [grey levels squared]; small where blurred. */
  readonly blur: number;
  /** Mean grey level, 0..255. */
  readonly mean: number;
}

const blurSide = 256;

/** Variance of the 4-neighbour Laplacian over the inner pixels (Pech-Pacheco et al. 2000); 0 for pictures under 3 x 3. */
export function laplacianVariance(grey: Pixels): number {
  const [height, width] = grey.shape;
  const { data } = grey;
  let [sum, squares] = [0, 0];
  for (let y = 1; y < height - 1; y++)
    for (let i = y * width + 1, end = (y + 1) * width - 1; i < end; i++) {
      const value = data[i - width] + data[i + width] + data[i - 1] + data[i + 1] - 4 * data[i];
      sum += value;
      squares += value * value;
    }
  const count = Math.max(0, height - 2) * Math.max(0, width - 2);
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/** Whether each of 9 x 8 averaged levels is darker than its right neighbour, row by row (N. Krawetz 2013, dHash). */
function differenceHash(grey: Pixels): string {
  const { data } = resize(grey, { height: 8, width: 9, method: 'area' });
  let hash = '';
  for (let row = 0; row < 8; row++) {
    let bits = 0;
    for (let column = 0; column < 8; column++)
      bits = bits * 2 + (data[row * 9 + column] < data[row * 9 + column + 1] ? 1 : 0);
    hash += bits.toString(16).padStart(2, '0');
  }
  return hash;
}

const hex = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
};

/** The 16 x 16 grey levels of a fingerprint's thumbnail, row by row. */
export const thumbnailLevels = ({ thumbnail }: ImageFingerprint): Uint8Array =>
  Uint8Array.from({ length: thumbnail.length / 2 }, (_, i) =>
    Number.parseInt(thumbnail.slice(2 * i, 2 * i + 2), 16),
  );

/** Fingerprint of a picture `[H, W, C]`. */
export function imageFingerprint(pixels: Pixels): ImageFingerprint {
  const grey = toGrey(pixels);
  const [height, width] = grey.shape;
  const reduction = Math.max(1, height / blurSide, width / blurSide);
  const reduced = resize(grey, {
    height: Math.max(1, Math.round(height / reduction)),
    width: Math.max(1, Math.round(width / reduction)),
    method: 'area',
  });
  return {
    hash: differenceHash(reduced),
    thumbnail: hex(resize(reduced, { height: 16, width: 16, method: 'area' }).data),
    blur: laplacianVariance(reduced),
    mean: reduced.data.reduce((sum, level) => sum + level, 0) / reduced.data.length,
  };
}
