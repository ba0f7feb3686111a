import { madd } from '../simd';

// Winograd's convolution F(4x4, 3x3) with the points 0, ±1, ±2, ∞ (Lavin and Gray, Fast Algorithms for Convolutional Neural
// Networks, 2016): 36 products instead of 144 for 4 by 4 outputs. Each function does one axis of a transform for four channels
// on `lines` lines: a line starts `next` bytes after the one before, its values lie `step` bytes apart.

/** Outputs of a tile along an axis. */
export const outputs = 4;
/** Inputs of a tile along an axis, and points of the transform. */
export const points = 6;
/** Of both axes. */
export const positions = 36;

/** In memory: V8 would build a constant vector anew for each use. */
const constants = memory.data<f32>([-5, -4, -2, 2, 4, 8, 0.25, -1 / 6, 1 / 6, 1 / 12, 1 / 24, 1 / 3]);
const minus5: usize = 0;
const minus4: usize = 4;
const minus2: usize = 8;
const two: usize = 12;
const four: usize = 16;
const eight: usize = 20;
const quarter: usize = 24;
const minusSixth: usize = 28;
const sixth: usize = 32;
const twelfth: usize = 36;
const twentyFourth: usize = 40;
const third: usize = 44;

@inline
function times(factor: usize, value: v128): v128 {
  return f32x4.mul(v128.load32_splat(constants + factor), value);
}

@inline
function addTimes(factor: usize, value: v128, sum: v128): v128 {
  return madd(v128.load32_splat(constants + factor), value, sum);
}

/** Six values of the picture to six. */
export function transformPicture(
  from: usize,
  step: usize,
  next: usize,
  to: usize,
  toStep: usize,
  toNext: usize,
): void {
  for (let line = 0; line < points; line++) {
    const d0 = v128.load(from);
    const d1 = v128.load(from + step);
    const d2 = v128.load(from + step * 2);
    const d3 = v128.load(from + step * 3);
    const d4 = v128.load(from + step * 4);
    const d5 = v128.load(from + step * 5);
    const even = addTimes(minus4, d2, d4);
    const odd = addTimes(minus4, d1, d3);
    const even2 = f32x4.sub(d4, d2);
    const odd2 = f32x4.sub(d3, d1);
    v128.store(to, addTimes(four, d0, addTimes(minus5, d2, d4)));
    v128.store(to + toStep, f32x4.add(even, odd));
    v128.store(to + toStep * 2, f32x4.sub(even, odd));
    v128.store(to + toStep * 3, addTimes(two, odd2, even2));
    v128.store(to + toStep * 4, addTimes(minus2, odd2, even2));
    v128.store(to + toStep * 5, addTimes(four, d1, addTimes(minus5, d3, d5)));
    from += next;
    to += toNext;
  }
}

/** Three values of the filter to six. */
export function transformFilter(
  lines: i32,
  from: usize,
  step: usize,
  next: usize,
  to: usize,
  toStep: usize,
  toNext: usize,
): void {
  for (let line = 0; line < lines; line++) {
    const g0 = v128.load(from);
    const g1 = v128.load(from + step);
    const g2 = v128.load(from + step * 2);
    const outer = times(minusSixth, f32x4.add(g0, g2));
    const middle = times(sixth, g1);
    const outer2 = addTimes(twentyFourth, g0, times(sixth, g2));
    const middle2 = times(twelfth, g1);
    v128.store(to, times(quarter, g0));
    v128.store(to + toStep, f32x4.sub(outer, middle));
    v128.store(to + toStep * 2, f32x4.add(outer, middle));
    v128.store(to + toStep * 3, f32x4.add(outer2, middle2));
    v128.store(to + toStep * 4, f32x4.sub(outer2, middle2));
    v128.store(to + toStep * 5, g2);
    from += next;
    to += toNext;
  }
}

/** Six sums to four outputs, plus `bias`, at least `least`. */
export function transformOutput(
  lines: i32,
  from: usize,
  step: usize,
  next: usize,
  to: usize,
  toStep: usize,
  toNext: usize,
  bias: v128,
  least: v128,
): void {
  for (let line = 0; line < lines; line++) {
    const m1 = v128.load(from + step);
    const m2 = v128.load(from + step * 2);
    const m3 = v128.load(from + step * 3);
    const m4 = v128.load(from + step * 4);
    const even = f32x4.add(m1, m2);
    const odd = f32x4.sub(m1, m2);
    const even2 = f32x4.add(m3, m4);
    const odd2 = f32x4.sub(m3, m4);
    const y0 = f32x4.add(f32x4.add(v128.load(from), even), even2);
    const y3 = f32x4.add(addTimes(eight, odd2, odd), v128.load(from + step * 5));
    v128.store(to, f32x4.pmax(f32x4.add(y0, bias), least));
    v128.store(to + toStep, f32x4.pmax(f32x4.add(addTimes(two, odd2, odd), bias), least));
    v128.store(to + toStep * 2, f32x4.pmax(f32x4.add(addTimes(four, even2, even), bias), least));
    v128.store(to + toStep * 3, f32x4.pmax(f32x4.add(y3, bias), least));
    from += next;
    to += toNext;
  }
}

/** For the gradient of the filter, F(3x3, 4x4): four values of dy to six. */
export function transformUpstream(
  lines: i32,
  from: usize,
  step: usize,
  next: usize,
  to: usize,
  toStep: usize,
  toNext: usize,
): void {
  for (let line = 0; line < lines; line++) {
    const y0 = v128.load(from);
    const y1 = v128.load(from + step);
    const y2 = v128.load(from + step * 2);
    const y3 = v128.load(from + step * 3);
    const even = times(minusSixth, f32x4.add(y0, y2));
    const odd = times(minusSixth, f32x4.add(y1, y3));
    const even2 = addTimes(twentyFourth, y0, times(sixth, y2));
    const odd2 = addTimes(twelfth, y1, times(third, y3));
    v128.store(to, times(quarter, y0));
    v128.store(to + toStep, f32x4.add(even, odd));
    v128.store(to + toStep * 2, f32x4.sub(even, odd));
    v128.store(to + toStep * 3, f32x4.add(even2, odd2));
    v128.store(to + toStep * 4, f32x4.sub(even2, odd2));
    v128.store(to + toStep * 5, y3);
    from += next;
    to += toNext;
  }
}

/** For the gradient of the filter: six sums to three of its values. */
export function transformGradient(
  lines: i32,
  from: usize,
  step: usize,
  next: usize,
  to: usize,
  toStep: usize,
  toNext: usize,
): void {
  for (let line = 0; line < lines; line++) {
    const m1 = v128.load(from + step);
    const m2 = v128.load(from + step * 2);
    const m3 = v128.load(from + step * 3);
    const m4 = v128.load(from + step * 4);
    const even = f32x4.add(m1, m2);
    const odd = f32x4.sub(m1, m2);
    const even2 = f32x4.add(m3, m4);
    const odd2 = f32x4.sub(m3, m4);
    v128.store(to, f32x4.add(f32x4.add(v128.load(from), even), even2));
    v128.store(to + toStep, addTimes(two, odd2, odd));
    v128.store(to + toStep * 2, f32x4.add(addTimes(four, even2, even), v128.load(from + step * 5)));
    from += next;
    to += toNext;
  }
}
