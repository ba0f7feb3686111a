import { AppError } from '@millwright/contracts';
import { ndArray, type Pixels } from '@millwright/tensors';

/** Height, width and channels of a picture. @throws AppError `tensor.shape` where it is not `[H, W, 1 or 3]` */
export function pictureShape(pixels: Pixels): { height: number; width: number; channels: number } {
  const [height, width, channels] = pixels.shape;
  if (pixels.shape.length !== 3 || (channels !== 1 && channels !== 3) || height < 1 || width < 1)
    throw new AppError('tensor.shape', {
      what: 'picture',
      expected: '[H, W, 1 or 3]',
      received: `[${pixels.shape.join(', ')}]`,
      dimension: pixels.shape.length === 3 && height > 0 && width > 0 ? 2 : 0,
    });
  return { height, width, channels };
}

/**
 * Luma of ITU-R BT.601, `[H, W, 3]` → `[H, W, 1]`: (9798 R + 19235 G + 3735 B + 2^14) >> 15, the fixed-point
 * weights 0.299, 0.587, 0.114 of OpenCV's 8-bit `cvtColor`. Grey pictures come back as they are.
 */
export function toGrey(pixels: Pixels): Pixels {
  const { height, width, channels } = pictureShape(pixels);
  if (channels === 1) return pixels;
  const { data } = pixels;
  const grey = new Uint8Array(height * width);
  for (let i = 0, from = 0; i < grey.length; i++, from += 3)
    grey[i] = (9798 * data[from] + 19235 * data[from + 1] + 3735 * data[from + 2] + 16384) >> 15;
  return ndArray('uint8', [height, width, 1], grey);
}

/** `[H, W, 1]` → `[H, W, 3]`, the level in each channel; colour pictures come back as they are. */
export function toColour(pixels: Pixels): Pixels {
  const { height, width, channels } = pictureShape(pixels);
  if (channels === 3) return pixels;
  const colour = new Uint8Array(height * width * 3);
  for (let i = 0, to = 0; i < pixels.data.length; i++, to += 3)
    colour[to] = colour[to + 1] = colour[to + 2] = pixels.data[i];
  return ndArray('uint8', [height, width, 3], colour);
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

/**
 * What each of the 256 levels becomes: level × factor + brightness in float32, rounded half to even, clipped to 0..255.
 * This is OpenCV's `convertTo` with alpha and beta (in Python `addWeighted(x, factor, x, 0, brightness)`);
 * `convertScaleAbs` differs: it mirrors negative values instead of clipping them.
 */
export function contrastLevels(factor: number, brightness: number): Uint8Array {
  const levels = new Uint8Array(256);
  const [scale, shift] = [Math.fround(factor), Math.fround(brightness)];
  for (let level = 0; level < 256; level++) {
    const value = roundHalfEven(Math.fround(Math.fround(level * scale) + shift));
    levels[level] = Math.max(0, Math.min(255, value));
  }
  return levels;
}

/** Replaces every level by its entry in a table of 256. */
export function mapLevels(pixels: Pixels, levels: Uint8Array): Pixels {
  const { data } = pixels;
  const mapped = new Uint8Array(data.length);
  for (let i = 0; i < mapped.length; i++) mapped[i] = levels[data[i]];
  return ndArray('uint8', pixels.shape, mapped);
}

/** Every picture to the same light; see `relightStepSchema`. A picture of one level becomes one of `mean`. */
export function relight(
  pixels: Pixels,
  { mean, spread, most }: { mean: number; spread: number; most: number },
): Pixels {
  pictureShape(pixels);
  const { data } = pixels;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    sum += data[i];
    squares += data[i] * data[i];
  }
  const own = sum / data.length;
  const deviation = Math.sqrt(Math.max(0, squares / data.length - own * own));
  const stretch = Math.min(most, spread / deviation);
  const levels = new Uint8Array(256);
  for (let level = 0; level < 256; level++)
    levels[level] = Math.max(0, Math.min(255, Math.round((level - own) * stretch + mean)));
  return mapLevels(pixels, levels);
}

/** A box of the picture. @throws AppError `tensor.shape` where the box does not lie inside */
export function crop(
  pixels: Pixels,
  box: { height: number; width: number; top?: number; left?: number },
): Pixels {
  const { height, width, channels } = pictureShape(pixels);
  const top = box.top ?? Math.floor((height - box.height) / 2);
  const left = box.left ?? Math.floor((width - box.width) / 2);
  const tooHigh = top < 0 || top + box.height > height;
  if (tooHigh || left < 0 || left + box.width > width)
    throw new AppError('tensor.shape', {
      what: 'picture to crop',
      expected: `at least [${Math.max(0, top) + box.height}, ${Math.max(0, left) + box.width}, C]`,
      received: `[${pixels.shape.join(', ')}]`,
      dimension: tooHigh ? 0 : 1,
    });
  const row = box.width * channels;
  const cut = new Uint8Array(box.height * row);
  for (let y = 0; y < box.height; y++) {
    const from = ((top + y) * width + left) * channels;
    cut.set(pixels.data.subarray(from, from + row), y * row);
  }
  return ndArray('uint8', [box.height, box.width, channels], cut);
}
