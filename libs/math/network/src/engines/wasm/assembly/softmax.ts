import { exp4, log4 } from './math';
import { at } from './rows';

/** The largest of a row, taken off before exp so that nothing overflows. */
@inline
function largest(x: usize, n: i32): f32 {
  let top = f32x4.splat(-Infinity);
  let i: i32 = 0;
  for (; i < (n & ~3); i += 4) top = f32x4.max(top, v128.load(at(x, i)));
  for (; i < n; i++) top = f32x4.max(top, v128.load32_splat(at(x, i)));
  const half = f32x4.max(top, v128.shuffle<f32>(top, top, 2, 3, 0, 1));
  return max(f32x4.extract_lane(half, 0), f32x4.extract_lane(half, 1));
}

/** Σ exp(x - top); the values themselves to y where it is not 0. */
@inline
function exponentials(x: usize, y: usize, n: i32, top: f32): f32 {
  const tops = f32x4.splat(top);
  let sum = f32x4.splat(0);
  let i: i32 = 0;
  for (; i < (n & ~3); i += 4) {
    const e = exp4(f32x4.sub(v128.load(at(x, i)), tops));
    sum = f32x4.add(sum, e);
    if (y) v128.store(at(y, i), e);
  }
  for (; i < n; i++) {
    const e = exp4(f32x4.sub(v128.load32_splat(at(x, i)), tops));
    sum = f32x4.add(sum, v128.and(e, i32x4(-1, 0, 0, 0)));
    if (y) v128.store32_lane(at(y, i), e, 0);
  }
  const half = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
  return f32x4.extract_lane(half, 0) + f32x4.extract_lane(half, 1);
}

export function softmaxRows(x: usize, y: usize, n: i32, from: i32, to: i32, scratch: usize): void {
  for (let row = from; row < to; row++) {
    const p = at(x, row * n);
    const q = at(y, row * n);
    const sum = exponentials(p, q, n, largest(p, n));
    const sums = f32x4.splat(sum);
    let i: i32 = 0;
    for (; i < (n & ~3); i += 4) v128.store(at(q, i), f32x4.div(v128.load(at(q, i)), sums));
    for (; i < n; i++) store<f32>(at(q, i), load<f32>(at(q, i)) / sum);
  }
}

export function logSoftmaxRows(x: usize, y: usize, n: i32, from: i32, to: i32, scratch: usize): void {
  for (let row = from; row < to; row++) {
    const p = at(x, row * n);
    const q = at(y, row * n);
    const top = largest(p, n);
    const log = f32x4.extract_lane(log4(f32x4.splat(exponentials(p, 0, n, top))), 0);
    for (let i = 0; i < n; i++) store<f32>(at(q, i), load<f32>(at(p, i)) - top - log);
  }
}
