import { madd } from '../simd';
import { bytes, clear } from './vector';
import { give, take } from './vector-part';

// Batch norm over `[rows, C]`. Sums go part by part, each over a fixed number of rows, so that they do not depend on the number of threads.

/** Rows whose deviations are taken from their own mean, while they are in a near cache. */
const near = 64;

/**
 * Mean and sum of squared deviations of each part, `[parts, 2, C]`: two passes over few rows, the rows put together after Chan,
 * Golub and LeVeque (Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979).
 */
export function batchNormParts(
  x: usize,
  parts: usize,
  rows: i32,
  channels: i32,
  chunk: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  for (let part = from; part < to; part++) {
    const means = parts + bytes(part * 2 * channels);
    clear(means, 2 * channels);
    const first = part * chunk;
    const last = min(rows, first + chunk);
    for (let row = first; row < last; row += near) {
      const count = min(near, last - row);
      addRows(x + bytes(row * channels), count, channels, row - first, means);
    }
  }
}

/** Puts `count` rows to the `known` ones. */
function addRows(x: usize, count: i32, channels: i32, known: i32, means: usize): void {
  const pitch = bytes(channels);
  const share = f32x4.splat(1 / <f32>count);
  const weight = f32x4.splat(<f32>count / <f32>(known + count));
  const between = f32x4.splat((<f32>known * <f32>count) / <f32>(known + count));
  for (let channel = 0; channel < channels; channel += 4) {
    const width = channels - channel;
    const start = x + bytes(channel);
    let sum = f32x4.splat(0);
    let at = start;
    for (let row = 0; row < count; row++) {
      sum = f32x4.add(sum, take(at, width));
      at += pitch;
    }
    const mean = f32x4.mul(sum, share);
    let squares = f32x4.splat(0);
    at = start;
    for (let row = 0; row < count; row++) {
      const off = f32x4.sub(take(at, width), mean);
      squares = madd(off, off, squares);
      at += pitch;
    }
    const spot = means + bytes(channel);
    const before = take(spot, width);
    const apart = f32x4.sub(mean, before);
    give(spot, madd(apart, weight, before), width);
    const all = f32x4.add(take(spot + pitch, width), squares);
    give(spot + pitch, madd(f32x4.mul(apart, apart), between, all), width);
  }
}

/** Parts to mean and biased variance. */
export function batchNormMoments(
  parts: usize,
  mean: usize,
  variance: usize,
  rows: i32,
  channels: i32,
  chunk: i32,
  _from: i32,
  _to: i32,
  _scratch: usize,
): void {
  for (let channel = 0; channel < channels; channel++) {
    let at = parts + bytes(channel);
    let known: f64 = 0;
    let middle: f64 = 0;
    let squares: f64 = 0;
    for (let first = 0; first < rows; first += chunk) {
      const count = <f64>min(chunk, rows - first);
      const apart = <f64>load<f32>(at) - middle;
      squares += <f64>load<f32>(at + bytes(channels)) + (apart * apart * known * count) / (known + count);
      known += count;
      middle += (apart * count) / known;
      at += bytes(2 * channels);
    }
    store<f32>(mean + bytes(channel), <f32>middle);
    store<f32>(variance + bytes(channel), <f32>(squares / known));
  }
}

/** y = (x - mean) · scale / √(variance + ε) + offset; rows `from` to `to`. */
export function batchNormApply(
  x: usize,
  scale: usize,
  offset: usize,
  mean: usize,
  variance: usize,
  y: usize,
  channels: i32,
  epsilon: f32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const at = bytes(channel);
    const factor = load<f32>(scale + at) / sqrt<f32>(load<f32>(variance + at) + epsilon);
    store<f32>(scratch + at, factor);
    store<f32>(scratch + bytes(channels) + at, load<f32>(offset + at) - load<f32>(mean + at) * factor);
  }
  const shifts = scratch + bytes(channels);
  for (let row = from; row < to; row++) {
    const start = bytes(row * channels);
    let channel = 0;
    for (; channel + 4 <= channels; channel += 4) {
      const at = bytes(channel);
      const value = madd(v128.load(x + start + at), v128.load(scratch + at), v128.load(shifts + at));
      v128.store(y + start + at, value);
    }
    for (; channel < channels; channel++) {
      const at = bytes(channel);
      store<f32>(y + start + at, load<f32>(x + start + at) * load<f32>(scratch + at) + load<f32>(shifts + at));
    }
  }
}

/** Σ dy and Σ dy · (x - mean) of each part, `[parts, 2, C]`. */
export function batchNormGradientParts(
  dy: usize,
  x: usize,
  mean: usize,
  parts: usize,
  rows: i32,
  channels: i32,
  chunk: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const pitch = bytes(channels);
  for (let part = from; part < to; part++) {
    const sums = parts + bytes(part * 2 * channels);
    clear(sums, 2 * channels);
    const last = min(rows, part * chunk + chunk);
    // Sums of few rows first: long sums in float32 lose digits.
    for (let row = part * chunk; row < last; row += near) {
      const count = min(near, last - row);
      for (let channel = 0; channel < channels; channel += 4) {
        const width = channels - channel;
        const middle = take(mean + bytes(channel), width);
        let plain = f32x4.splat(0);
        let apart = f32x4.splat(0);
        let at = bytes(row * channels + channel);
        for (let each = 0; each < count; each++) {
          const up = take(dy + at, width);
          plain = f32x4.add(plain, up);
          apart = madd(up, f32x4.sub(take(x + at, width), middle), apart);
          at += pitch;
        }
        const spot = sums + bytes(channel);
        give(spot, f32x4.add(take(spot, width), plain), width);
        give(spot + pitch, f32x4.add(take(spot + pitch, width), apart), width);
      }
    }
  }
}

/** Parts to dScale and dOffset. */
export function batchNormGradientSums(
  parts: usize,
  variance: usize,
  dScale: usize,
  dOffset: usize,
  count: i32,
  channels: i32,
  epsilon: f32,
  _from: i32,
  _to: i32,
  _scratch: usize,
): void {
  for (let channel = 0; channel < channels; channel++) {
    let at = parts + bytes(channel);
    let plain: f64 = 0;
    let apart: f64 = 0;
    for (let part = 0; part < count; part++) {
      plain += <f64>load<f32>(at);
      apart += <f64>load<f32>(at + bytes(channels));
      at += bytes(2 * channels);
    }
    const spread = Math.sqrt(<f64>load<f32>(variance + bytes(channel)) + <f64>epsilon);
    store<f32>(dOffset + bytes(channel), <f32>plain);
    store<f32>(dScale + bytes(channel), <f32>(apart / spread));
  }
}

/** dx = scale / σ · (dy - Σ dy / N - (x - mean) / σ · dScale / N); rows `from` to `to`. */
export function batchNormGradientApply(
  dy: usize,
  x: usize,
  scale: usize,
  mean: usize,
  variance: usize,
  dScale: usize,
  dOffset: usize,
  dx: usize,
  rows: i32,
  channels: i32,
  epsilon: f32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  // dx = up · dy + along · x + rest
  const alongs = scratch + bytes(channels);
  const rests = alongs + bytes(channels);
  const share = 1 / <f64>rows;
  for (let channel = 0; channel < channels; channel++) {
    const at = bytes(channel);
    const inverse = 1 / Math.sqrt(<f64>load<f32>(variance + at) + <f64>epsilon);
    const up = <f64>load<f32>(scale + at) * inverse;
    const along = -up * inverse * <f64>load<f32>(dScale + at) * share;
    store<f32>(scratch + at, <f32>up);
    store<f32>(alongs + at, <f32>along);
    const rest = -up * <f64>load<f32>(dOffset + at) * share - along * <f64>load<f32>(mean + at);
    store<f32>(rests + at, <f32>rest);
  }
  for (let row = from; row < to; row++) {
    const start = bytes(row * channels);
    for (let channel = 0; channel < channels; channel += 4) {
      const width = channels - channel;
      const at = bytes(channel);
      const spot = start + at;
      const shifted = madd(take(alongs + at, width), take(x + spot, width), take(rests + at, width));
      give(dx + spot, madd(take(scratch + at, width), take(dy + spot, width), shifted), width);
    }
  }
}
