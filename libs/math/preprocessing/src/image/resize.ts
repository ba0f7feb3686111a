import { ndArray, type Pixels } from '@millwright/tensors';
import { pictureShape } from './levels.ts';
import type { ResizeMethod } from './steps.ts';

/** How new values come out of old ones along one side: value i = Σ weight[i * taps + k] · old[index[i * taps + k]]. */
interface Axis {
  readonly taps: number;
  readonly index: Int32Array;
  readonly weight: Float64Array;
}

/** Weights of four neighbours for a place `x` in [0, 1) past the second one: cubic convolution with a = -0.75. */
function cubicWeights(x: number): number[] {
  const a = -0.75;
  const outer = Math.fround(((a * (x + 1) - 5 * a) * (x + 1) + 8 * a) * (x + 1) - 4 * a);
  const inner = (d: number) => Math.fround(((a + 2) * d - (a + 3)) * d * d + 1);
  const kept = [outer, inner(x), inner(1 - x)];
  return [...kept, 1 - kept[0] - kept[1] - kept[2]];
}

/** Four taps per new pixel; past the border the last pixel repeats. */
function cubicAxis(from: number, to: number): Axis {
  const axis = { taps: 4, index: new Int32Array(to * 4), weight: new Float64Array(to * 4) };
  for (let i = 0; i < to; i++) {
    const centre = Math.fround((i + 0.5) * (from / to) - 0.5);
    const base = Math.floor(centre);
    cubicWeights(centre - base).forEach((weight, k) => {
      axis.index[i * 4 + k] = Math.max(0, Math.min(from - 1, base - 1 + k));
      axis.weight[i * 4 + k] = weight;
    });
  }
  return axis;
}

/** The share of each old pixel that a new one covers; the shares sum to 1. For a side that shrinks. */
function areaAxis(from: number, to: number): Axis {
  const step = from / to;
  const taps = Math.ceil(step) + 1;
  const axis = { taps, index: new Int32Array(to * taps), weight: new Float64Array(to * taps) };
  for (let i = 0; i < to; i++) {
    const [start, end] = [i * step, (i + 1) * step];
    for (let k = 0; k < taps; k++) {
      const pixel = Math.floor(start) + k;
      axis.index[i * taps + k] = Math.min(from - 1, pixel);
      const covered = Math.min(end, pixel + 1, from) - Math.max(start, pixel);
      axis.weight[i * taps + k] = Math.max(0, covered) / step;
    }
  }
  return axis;
}

/** The same taps for pixels of several interleaved channels. */
function overChannels(axis: Axis, channels: number): Axis {
  if (channels === 1) return axis;
  const { taps } = axis;
  const size = axis.index.length * channels;
  const wide = { taps, index: new Int32Array(size), weight: new Float64Array(size) };
  for (let i = 0; i < size; i++) {
    const value = Math.floor(i / taps);
    const source = Math.floor(value / channels) * taps + (i % taps);
    wide.index[i] = axis.index[source] * channels + (value % channels);
    wide.weight[i] = axis.weight[source];
  }
  return wide;
}

const kept = new Map<string, Axis>();

/** Tables are kept, because pictures of one data set mostly share their size. */
function axisOf(method: ResizeMethod, from: number, to: number, channels: number): Axis {
  const area = method === 'area' && to < from;
  const key = `${area} ${from} ${to} ${channels}`;
  let axis = kept.get(key);
  if (!axis) {
    axis = overChannels(area ? areaAxis(from, to) : cubicAxis(from, to), channels);
    if (kept.size >= 128) kept.clear();
    kept.set(key, axis);
  }
  return axis;
}

/** One row of the picture at its new width. */
function resizeRow(source: Uint8Array, start: number, axis: Axis, row: Float64Array): void {
  const { taps, index, weight } = axis;
  if (taps === 4) {
    for (let i = 0, t = 0; i < row.length; i++, t += 4)
      row[i] =
        weight[t] * source[start + index[t]] +
        weight[t + 1] * source[start + index[t + 1]] +
        weight[t + 2] * source[start + index[t + 2]] +
        weight[t + 3] * source[start + index[t + 3]];
    return;
  }
  for (let i = 0, t = 0; i < row.length; i++) {
    let sum = 0;
    for (const end = t + taps; t < end; t++) sum += weight[t] * source[start + index[t]];
    row[i] = sum;
  }
}

type RowAt = (source: number) => Float64Array;

/** One new row out of four; writing to a clamped array rounds half to even and clips to 0..255. */
function combineFour({ index, weight }: Axis, t: number, rowAt: RowAt, into: Uint8ClampedArray): void {
  const [a, b, c, d] = [rowAt(index[t]), rowAt(index[t + 1]), rowAt(index[t + 2]), rowAt(index[t + 3])];
  const [p, q, r, s] = [weight[t], weight[t + 1], weight[t + 2], weight[t + 3]];
  for (let i = 0; i < into.length; i++) into[i] = p * a[i] + q * b[i] + r * c[i] + s * d[i];
}

/** The same out of any number of rows, from `t` on. */
function combineRows({ taps, index, weight }: Axis, t: number, rowAt: RowAt, into: Uint8ClampedArray): void {
  const sum = new Float64Array(into.length);
  for (let k = t; k < t + taps; k++) {
    if (weight[k] === 0) continue;
    const [share, row] = [weight[k], rowAt(index[k])];
    for (let i = 0; i < sum.length; i++) sum[i] += share * row[i];
  }
  into.set(sum);
}

/**
 * A picture at another size, `[H, W, C]` → `[height, width, C]`. `cubic` agrees with OpenCV's INTER_CUBIC (R. Keys 1981
 * with a = -0.75, no antialiasing; builds of OpenCV without IPP round the weights to 2048ths, a difference of 1 level at
 * most), `area` with its INTER_AREA.
 */
export function resize(
  pixels: Pixels,
  { height, width, method = 'cubic' }: { height: number; width: number; method?: ResizeMethod },
): Pixels {
  const old = pictureShape(pixels);
  if (old.height === height && old.width === width) return pixels;
  const across = axisOf(method, old.width, width, old.channels);
  const down = axisOf(method, old.height, height, 1);
  const rowLength = width * old.channels;
  // Rows at their new width, in a ring: the taps of one new row are neighbours, so none overwrites another.
  const ring = Array.from({ length: down.taps }, () => new Float64Array(rowLength));
  const ringRow = new Int32Array(down.taps).fill(-1);
  const rowAt = (source: number): Float64Array => {
    const slot = source % down.taps;
    if (ringRow[slot] !== source) {
      resizeRow(pixels.data, source * old.width * old.channels, across, ring[slot]);
      ringRow[slot] = source;
    }
    return ring[slot];
  };
  const resized = new Uint8ClampedArray(height * rowLength);
  const combine = down.taps === 4 ? combineFour : combineRows;
  for (let y = 0; y < height; y++)
    combine(down, y * down.taps, rowAt, resized.subarray(y * rowLength, (y + 1) * rowLength));
  return ndArray('uint8', [height, width, old.channels], new Uint8Array(resized.buffer));
}
