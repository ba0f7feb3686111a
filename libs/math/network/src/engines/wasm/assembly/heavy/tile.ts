import { madd } from '../simd';

// The tile: 6 rows of A against 8 columns of B. Its 12 sums, 2 vectors of B and one value of A are 15 registers, what V8 leaves of 16. There
// is one loop and no loop around it: V8 keeps the sums in registers only so. Longer sums are continued by another call.

export const tileRows = 6;
export const tileColumns = 8;
/** Bytes of a tile of sums, with room to the next multiple of 64. */
export const tileBytes: usize = 256;
/** Bytes from row to row of a tile of sums. */
export const tilePitch: usize = 32;
/** Bytes of one row of a panel of B. */
export const panelRow: usize = 32;
/** Eight zeros, where sums begin; they lie `0` bytes from row to row. */
export const zeros = memory.data(32, 16);

/**
 * Six rows that lie anywhere, each running on from value to value: a product with A as it is, or a convolution, whose rows are runs of
 * the picture as it is. Nothing of A is packed.
 *
 * @param rows - table of the six addresses
 * @param at - where the run begins, in bytes from these addresses, and where it ends
 * @param panel - eight columns of B, row by row
 * @param start - what the sums begin with, `startPitch` bytes from row to row
 * @param out - the sums, `pitch` bytes from row to row
 */
export function tileOfRows(
  rows: usize,
  at: usize,
  end: usize,
  panel: usize,
  start: usize,
  startPitch: usize,
  out: usize,
  pitch: usize,
): void {
  const a0 = load<usize>(rows, 0);
  const a1 = load<usize>(rows, 4);
  const a2 = load<usize>(rows, 8);
  const a3 = load<usize>(rows, 12);
  const a4 = load<usize>(rows, 16);
  const a5 = load<usize>(rows, 20);
  let s00 = v128.load(start);
  let s01 = v128.load(start, 16);
  let s10 = v128.load(start + startPitch);
  let s11 = v128.load(start + startPitch, 16);
  let s20 = v128.load(start + startPitch * 2);
  let s21 = v128.load(start + startPitch * 2, 16);
  let s30 = v128.load(start + startPitch * 3);
  let s31 = v128.load(start + startPitch * 3, 16);
  let s40 = v128.load(start + startPitch * 4);
  let s41 = v128.load(start + startPitch * 4, 16);
  let s50 = v128.load(start + startPitch * 5);
  let s51 = v128.load(start + startPitch * 5, 16);
  for (; at < end; at += 4) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let a = v128.load32_splat(a0 + at);
    s00 = madd(a, b0, s00);
    s01 = madd(a, b1, s01);
    a = v128.load32_splat(a1 + at);
    s10 = madd(a, b0, s10);
    s11 = madd(a, b1, s11);
    a = v128.load32_splat(a2 + at);
    s20 = madd(a, b0, s20);
    s21 = madd(a, b1, s21);
    a = v128.load32_splat(a3 + at);
    s30 = madd(a, b0, s30);
    s31 = madd(a, b1, s31);
    a = v128.load32_splat(a4 + at);
    s40 = madd(a, b0, s40);
    s41 = madd(a, b1, s41);
    a = v128.load32_splat(a5 + at);
    s50 = madd(a, b0, s50);
    s51 = madd(a, b1, s51);
    panel += panelRow;
  }
  storeRow(out, s00, s01);
  storeRow(out + pitch, s10, s11);
  storeRow(out + pitch * 2, s20, s21);
  storeRow(out + pitch * 3, s30, s31);
  storeRow(out + pitch * 4, s40, s41);
  storeRow(out + pitch * 5, s50, s51);
}

/**
 * Six rows side by side, each running on by `step` bytes for `length` values: a turned A, or the gradient of a filter, whose sum runs over
 * the places of a picture.
 */
export function tileOfColumns(
  from: usize,
  length: i32,
  step: usize,
  panel: usize,
  start: usize,
  startPitch: usize,
  out: usize,
  pitch: usize,
): void {
  let s00 = v128.load(start);
  let s01 = v128.load(start, 16);
  let s10 = v128.load(start + startPitch);
  let s11 = v128.load(start + startPitch, 16);
  let s20 = v128.load(start + startPitch * 2);
  let s21 = v128.load(start + startPitch * 2, 16);
  let s30 = v128.load(start + startPitch * 3);
  let s31 = v128.load(start + startPitch * 3, 16);
  let s40 = v128.load(start + startPitch * 4);
  let s41 = v128.load(start + startPitch * 4, 16);
  let s50 = v128.load(start + startPitch * 5);
  let s51 = v128.load(start + startPitch * 5, 16);
  for (; length > 0; length--) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let a = v128.load32_splat(from);
    s00 = madd(a, b0, s00);
    s01 = madd(a, b1, s01);
    a = v128.load32_splat(from, 4);
    s10 = madd(a, b0, s10);
    s11 = madd(a, b1, s11);
    a = v128.load32_splat(from, 8);
    s20 = madd(a, b0, s20);
    s21 = madd(a, b1, s21);
    a = v128.load32_splat(from, 12);
    s30 = madd(a, b0, s30);
    s31 = madd(a, b1, s31);
    a = v128.load32_splat(from, 16);
    s40 = madd(a, b0, s40);
    s41 = madd(a, b1, s41);
    a = v128.load32_splat(from, 20);
    s50 = madd(a, b0, s50);
    s51 = madd(a, b1, s51);
    from += step;
    panel += panelRow;
  }
  storeRow(out, s00, s01);
  storeRow(out + pitch, s10, s11);
  storeRow(out + pitch * 2, s20, s21);
  storeRow(out + pitch * 3, s30, s31);
  storeRow(out + pitch * 4, s40, s41);
  storeRow(out + pitch * 5, s50, s51);
}

@inline
function storeRow(at: usize, left: v128, right: v128): void {
  v128.store(at, left);
  v128.store(at, right, 16);
}

/** How a finished tile becomes part of the result. `pmax` is one instruction where `max` is eight, and leaves NaN as it is too. */
let bias: usize = 0;
let floor: f32 = -Infinity;

/** For all tiles to come: address of a bias or 0, and whether negative sums become 0. */
export function setFinish(biasAt: usize, relu: bool): void {
  bias = biasAt;
  floor = relu ? 0 : -Infinity;
}

/**
 * Writes a tile to its rows.
 *
 * @param targets - table of the addresses of the rows
 * @param column - where in each row, and in the bias
 * @param last - the sum is complete: bias and relu follow
 */
export function finishTile(
  tile: usize,
  targets: usize,
  column: i32,
  height: i32,
  width: i32,
  accumulate: bool,
  last: bool,
): void {
  const biased = last && bias !== 0;
  const least = last ? floor : -Infinity;
  const offset = (<usize>column) << 2;
  const added = biased ? bias + offset : zeros;
  if (width === tileColumns) finishRows(tile, targets, offset, height, accumulate, added, least);
  else finishValues(tile, targets, offset, height, width, accumulate, added, least);
}

@inline
function finishRows(
  tile: usize,
  targets: usize,
  offset: usize,
  height: i32,
  accumulate: bool,
  added: usize,
  least: f32,
): void {
  const smallest = f32x4.splat(least);
  const addedLeft = v128.load(added);
  const addedRight = v128.load(added, 16);
  for (const end = targets + ((<usize>height) << 2); targets < end; targets += 4) {
    const to = load<usize>(targets) + offset;
    let left = f32x4.add(v128.load(tile), addedLeft);
    let right = f32x4.add(v128.load(tile, 16), addedRight);
    if (accumulate) {
      left = f32x4.add(left, v128.load(to));
      right = f32x4.add(right, v128.load(to, 16));
    }
    v128.store(to, f32x4.pmax(left, smallest));
    v128.store(to, f32x4.pmax(right, smallest), 16);
    tile += tilePitch;
  }
}

function finishValues(
  tile: usize,
  targets: usize,
  offset: usize,
  height: i32,
  width: i32,
  accumulate: bool,
  added: usize,
  least: f32,
): void {
  const smallest = f32x4.splat(least);
  for (const end = targets + ((<usize>height) << 2); targets < end; targets += 4) {
    const to = load<usize>(targets) + offset;
    let value = 0;
    if (width >= 4) {
      let left = f32x4.add(v128.load(tile), v128.load(added));
      if (accumulate) left = f32x4.add(left, v128.load(to));
      v128.store(to, f32x4.pmax(left, smallest));
      value = 4;
    }
    for (; value < width; value++) {
      const at = (<usize>value) << 2;
      let sum = load<f32>(tile + at) + load<f32>(added + at);
      if (accumulate) sum += load<f32>(to + at);
      store<f32>(to + at, max<f32>(sum, least));
    }
    tile += tilePitch;
  }
}
