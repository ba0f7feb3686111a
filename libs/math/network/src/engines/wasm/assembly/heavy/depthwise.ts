import { madd } from '../simd';
import { bytes, clear, loadPart } from './vector';
import { give, take } from './vector-part';
import {
  channels,
  height,
  kernelHeight,
  kernelWidth,
  left,
  outHeight,
  outWidth,
  setKernel,
  setOutput,
  setPicture,
  strideX,
  strideY,
  top,
  width,
} from './window';

// Each channel has filters of its own, `multiplier` of them. Too few products for tiles: plain sums, four filters at once.

let multiplier: i32 = 1;
let filters: i32 = 0;

function setWindow(
  pictureHeight: i32,
  pictureWidth: i32,
  depth: i32,
  times: i32,
  rows: i32,
  columns: i32,
  down: i32,
  along: i32,
  above: i32,
  before: i32,
  yHeight: i32,
  yWidth: i32,
): void {
  setPicture(pictureHeight, pictureWidth, depth);
  setKernel(rows, columns, down, along);
  setOutput(above, before, yHeight, yWidth);
  multiplier = times;
  filters = depth * times;
}

/** Values of a place of the picture for the filters `filter` to `filter + 4`. */
@inline
function takePlace(at: usize, filter: i32, count: i32): v128 {
  if (multiplier === 1) return count >= 4 ? v128.load(at + bytes(filter)) : loadPart(at + bytes(filter), count);
  let part = f32x4.splat(load<f32>(at + bytes(filter / multiplier)));
  if (count > 1) part = f32x4.replace_lane(part, 1, load<f32>(at + bytes((filter + 1) / multiplier)));
  if (count > 2) part = f32x4.replace_lane(part, 2, load<f32>(at + bytes((filter + 2) / multiplier)));
  if (count > 3) part = f32x4.replace_lane(part, 3, load<f32>(at + bytes((filter + 3) / multiplier)));
  return part;
}

/** x, filter `[h, w, C, M]`, bias `[C · M]` or 0 → y; `from` and `to` count rows of outputs. */
export function depthwise(
  x: usize,
  filter: usize,
  bias: usize,
  y: usize,
  pictureHeight: i32,
  pictureWidth: i32,
  depth: i32,
  times: i32,
  rows: i32,
  columns: i32,
  down: i32,
  along: i32,
  above: i32,
  before: i32,
  yHeight: i32,
  yWidth: i32,
  relu: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  setWindow(pictureHeight, pictureWidth, depth, times, rows, columns, down, along, above, before, yHeight, yWidth);
  const least = f32x4.splat(relu !== 0 ? 0 : -Infinity);
  for (let row = from; row < to; row++) {
    const each = row / yHeight;
    const picture = x + bytes(each * height * width * channels);
    for (let column = 0; column < yWidth; column++) {
      const out = y + bytes((row * yWidth + column) * filters);
      depthwisePlace(picture, filter, bias, out, row - each * yHeight, column, least);
    }
  }
}

@inline
function depthwisePlace(picture: usize, filter: usize, bias: usize, out: usize, row: i32, column: i32, least: v128): void {
  const y0 = row * strideY - top;
  const x0 = column * strideX - left;
  const firstRow = max(0, -y0);
  const lastRow = min(kernelHeight, height - y0);
  const firstColumn = max(0, -x0);
  const lastColumn = min(kernelWidth, width - x0);
  const place = bytes(channels);
  const tap = bytes(filters);
  for (let first = 0; first < filters; first += 4) {
    const count = filters - first;
    let sum = bias === 0 ? f32x4.splat(0) : take(bias + bytes(first), count);
    for (let i = firstRow; i < lastRow; i++) {
      let at = picture + bytes(((y0 + i) * width + x0 + firstColumn) * channels);
      let weights = filter + bytes((i * kernelWidth + firstColumn) * filters + first);
      for (let j = firstColumn; j < lastColumn; j++) {
        sum = madd(takePlace(at, first, count), take(weights, count), sum);
        at += place;
        weights += tap;
      }
    }
    give(out + bytes(first), f32x4.pmax(sum, least), count);
  }
}

/** dy, filter → dx; `from` and `to` count pictures: each output gives to all places that it saw. */
export function depthwiseInput(
  dy: usize,
  filter: usize,
  dx: usize,
  pictureHeight: i32,
  pictureWidth: i32,
  depth: i32,
  times: i32,
  rows: i32,
  columns: i32,
  down: i32,
  along: i32,
  above: i32,
  before: i32,
  yHeight: i32,
  yWidth: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  setWindow(pictureHeight, pictureWidth, depth, times, rows, columns, down, along, above, before, yHeight, yWidth);
  for (let each = from; each < to; each++) {
    const picture = dx + bytes(each * height * width * channels);
    clear(picture, height * width * channels);
    for (let row = 0; row < yHeight; row++) {
      for (let column = 0; column < yWidth; column++) {
        const up = dy + bytes(((each * yHeight + row) * yWidth + column) * filters);
        givePlace(picture, filter, up, row, column);
      }
    }
  }
}

@inline
function givePlace(picture: usize, filter: usize, up: usize, row: i32, column: i32): void {
  const y0 = row * strideY - top;
  const x0 = column * strideX - left;
  const lastRow = min(kernelHeight, height - y0);
  const lastColumn = min(kernelWidth, width - x0);
  for (let i = max(0, -y0); i < lastRow; i++) {
    for (let j = max(0, -x0); j < lastColumn; j++) {
      const at = picture + bytes(((y0 + i) * width + x0 + j) * channels);
      const weights = filter + bytes((i * kernelWidth + j) * filters);
      if (multiplier === 1) {
        for (let channel = 0; channel < channels; channel += 4) {
          const spot = bytes(channel);
          const count = channels - channel;
          const sum = madd(take(up + spot, count), take(weights + spot, count), take(at + spot, count));
          give(at + spot, sum, count);
        }
      } else {
        for (let each = 0; each < filters; each++) {
          const spot = at + bytes(each / multiplier);
          store<f32>(spot, load<f32>(spot) + load<f32>(up + bytes(each)) * load<f32>(weights + bytes(each)));
        }
      }
    }
  }
}

/** x, dy → parts `[parts, h, w, C, M]` of the gradient, part p over rows p · chunk to (p + 1) · chunk of dy. */
export function depthwiseFilter(
  x: usize,
  dy: usize,
  parts: usize,
  batch: i32,
  pictureHeight: i32,
  pictureWidth: i32,
  depth: i32,
  times: i32,
  rows: i32,
  columns: i32,
  down: i32,
  along: i32,
  above: i32,
  before: i32,
  yHeight: i32,
  yWidth: i32,
  chunk: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  setWindow(pictureHeight, pictureWidth, depth, times, rows, columns, down, along, above, before, yHeight, yWidth);
  const values = rows * columns * filters;
  for (let part = from; part < to; part++) {
    const sums = parts + bytes(part * values);
    clear(sums, values);
    const last = min(batch * yHeight, part * chunk + chunk);
    for (let row = part * chunk; row < last; row++) {
      const each = row / yHeight;
      const picture = x + bytes(each * height * width * channels);
      addFilterRow(picture, dy + bytes(row * yWidth * filters), sums, row - each * yHeight);
    }
  }
}

/** What one row of dy gives to the filter: one tap after the other, its sum in a register. */
function addFilterRow(picture: usize, dy: usize, sums: usize, row: i32): void {
  const y0 = row * strideY - top;
  const step = bytes(strideX * channels);
  const upStep = bytes(filters);
  const lastRow = min(kernelHeight, height - y0);
  for (let i = max(0, -y0); i < lastRow; i++) {
    for (let j = 0; j < kernelWidth; j++) {
      // Outputs whose tap j is inside: 0 <= column · stride - left + j < width.
      const first = max(0, (left - j + strideX - 1) / strideX);
      const end = min(outWidth, width + left - j <= 0 ? 0 : (width + left - j - 1) / strideX + 1);
      const start = picture + bytes(((y0 + i) * width + first * strideX - left + j) * channels);
      for (let filter = 0; filter < filters; filter += 4) {
        const count = filters - filter;
        const spot = sums + bytes((i * kernelWidth + j) * filters + filter);
        let at = start;
        let up = dy + <usize>first * upStep + bytes(filter);
        let sum = take(spot, count);
        for (let column = first; column < end; column++) {
          sum = madd(takePlace(at, filter, count), take(up, count), sum);
          at += step;
          up += upStep;
        }
        give(spot, sum, count);
      }
    }
  }
}
