import { bytes, clear } from './vector';
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

/** The part of the window that is inside of the picture, for the output at hand. */
let firstRow: i32 = 0;
let firstColumn: i32 = 0;
let high: i32 = 0;
let wide: i32 = 0;

function place(row: i32, column: i32): void {
  firstRow = max(0, row * strideY - top);
  firstColumn = max(0, column * strideX - left);
  high = min(height, row * strideY - top + kernelHeight) - firstRow;
  wide = min(width, column * strideX - left + kernelWidth) - firstColumn;
}

/** The largest of a window, one vector of channels; NaN where one is. */
@inline
function largest(from: usize, line: usize, count: i32): v128 {
  const step = bytes(channels);
  let most = take(from, count);
  for (let i = 0; i < high; i++) {
    let at = from;
    for (let j = 0; j < wide; j++) {
      most = f32x4.max(most, take(at, count));
      at += step;
    }
    from += line;
  }
  return most;
}

@inline
function total(from: usize, line: usize, count: i32): v128 {
  const step = bytes(channels);
  let sum = f32x4.splat(0);
  for (let i = 0; i < high; i++) {
    let at = from;
    for (let j = 0; j < wide; j++) {
      sum = f32x4.add(sum, take(at, count));
      at += step;
    }
    from += line;
  }
  return sum;
}

/** The window and the pictures, for all functions of this file. */
function setWindow(
  pictureHeight: i32,
  pictureWidth: i32,
  depth: i32,
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
}

/** Two by two without padding, by far the most frequent window: no loops inside. */
function largestOfFour(from: usize, line: usize, to: usize): void {
  const step = bytes(channels);
  for (let column = 0; column < outWidth; column++) {
    for (const end = from + step; from < end; from += 16) {
      const above = f32x4.max(v128.load(from), v128.load(from + step));
      const below = f32x4.max(v128.load(from + line), v128.load(from + line + step));
      v128.store(to, f32x4.max(above, below));
      to += 16;
    }
    from += step;
  }
}

function isTwoByTwo(): bool {
  if (kernelHeight !== 2 || kernelWidth !== 2 || strideY !== 2 || strideX !== 2 || (channels & 3) !== 0) return false;
  return top === 0 && left === 0 && outHeight * 2 <= height && outWidth * 2 <= width;
}

/** `from` and `to` count rows of outputs. `isMean` 0: the largest. */
export function pool2d(
  x: usize,
  y: usize,
  isMean: i32,
  pictureHeight: i32,
  pictureWidth: i32,
  depth: i32,
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
  setWindow(pictureHeight, pictureWidth, depth, rows, columns, down, along, above, before, yHeight, yWidth);
  const line = bytes(width * depth);
  for (let row = from; row < to; row++) {
    const each = row / yHeight;
    const picture = x + <usize>(each * height) * line;
    const out = y + bytes(row * yWidth * depth);
    if (isMean === 0 && isTwoByTwo()) {
      largestOfFour(picture + <usize>((row - each * yHeight) * 2) * line, line, out);
      continue;
    }
    for (let column = 0; column < yWidth; column++) {
      place(row - each * yHeight, column);
      const start = picture + <usize>firstRow * line + bytes(firstColumn * depth);
      const spot = out + bytes(column * depth);
      const share = f32x4.splat(1 / <f32>(high * wide));
      for (let channel = 0; channel < depth; channel += 4) {
        const at = start + bytes(channel);
        const count = depth - channel;
        const value = isMean !== 0 ? f32x4.mul(total(at, line, count), share) : largest(at, line, count);
        give(spot + bytes(channel), value, count);
      }
    }
  }
}

/** Gives dy to the first place of each window that has the value of y. */
function giveToLargest(x: usize, dx: usize, line: usize, y: v128, dy: v128, count: i32): void {
  const step = bytes(channels);
  let open = i32x4.splat(-1);
  for (let i = 0; i < high; i++) {
    let shift = <usize>i * line;
    for (let j = 0; j < wide; j++) {
      const hit = v128.and(open, f32x4.eq(take(x + shift, count), y));
      open = v128.andnot(open, hit);
      give(dx + shift, f32x4.add(take(dx + shift, count), v128.and(hit, dy)), count);
      shift += step;
    }
  }
}

/** A row of windows of two by two: each place of dx is written once, nothing has to be cleared before. */
function giveToLargestOfFour(x: usize, dx: usize, line: usize, y: usize, dy: usize): void {
  const step = bytes(channels);
  for (let column = 0; column < outWidth; column++) {
    for (const end = x + step; x < end; x += 16) {
      const most = v128.load(y);
      const gift = v128.load(dy);
      let hit = f32x4.eq(v128.load(x), most);
      let open = v128.not(hit);
      v128.store(dx, v128.and(hit, gift));
      hit = v128.and(open, f32x4.eq(v128.load(x + step), most));
      open = v128.andnot(open, hit);
      v128.store(dx + step, v128.and(hit, gift));
      hit = v128.and(open, f32x4.eq(v128.load(x + line), most));
      open = v128.andnot(open, hit);
      v128.store(dx + line, v128.and(hit, gift));
      hit = v128.and(open, f32x4.eq(v128.load(x + line + step), most));
      v128.store(dx + line + step, v128.and(hit, gift));
      dx += 16;
      y += 16;
      dy += 16;
    }
    x += step;
    dx += step;
  }
  clear(dx, (width - outWidth * 2) * channels);
  clear(dx + line, (width - outWidth * 2) * channels);
}

/** dy, x, y → dx; `from` and `to` count pictures. `isMean`: x and y are not read. */
export function pool2dGradient(
  dy: usize,
  x: usize,
  y: usize,
  dx: usize,
  isMean: i32,
  pictureHeight: i32,
  pictureWidth: i32,
  depth: i32,
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
  setWindow(pictureHeight, pictureWidth, depth, rows, columns, down, along, above, before, yHeight, yWidth);
  const line = bytes(width * depth);
  const outLine = bytes(yWidth * depth);
  for (let each = from; each < to; each++) {
    const shift = <usize>(each * height) * line;
    const outShift = <usize>(each * yHeight) * outLine;
    if (isMean === 0 && isTwoByTwo()) {
      for (let row = 0; row < yHeight; row++) {
        const at = shift + <usize>(row * 2) * line;
        const out = outShift + <usize>row * outLine;
        giveToLargestOfFour(x + at, dx + at, line, y + out, dy + out);
      }
      clear(dx + shift + <usize>(yHeight * 2) * line, (height - yHeight * 2) * width * depth);
      continue;
    }
    clear(dx + shift, height * width * depth);
    for (let row = 0; row < yHeight; row++) {
      if (isMean !== 0) giveMean(dy + outShift + <usize>row * outLine, dx + shift, line, row);
      else giveRow(outShift + <usize>row * outLine, dy, y, x + shift, dx + shift, line, row);
    }
  }
}

function giveRow(out: usize, dy: usize, y: usize, x: usize, dx: usize, line: usize, row: i32): void {
  for (let column = 0; column < outWidth; column++) {
    place(row, column);
    const start = <usize>firstRow * line + bytes(firstColumn * channels);
    for (let channel = 0; channel < channels; channel += 4) {
      const count = channels - channel;
      const spot = out + bytes(column * channels + channel);
      const at = start + bytes(channel);
      giveToLargest(x + at, dx + at, line, take(y + spot, count), take(dy + spot, count), count);
    }
  }
}

function giveMean(dy: usize, dx: usize, line: usize, row: i32): void {
  for (let column = 0; column < outWidth; column++) {
    place(row, column);
    const share = f32x4.splat(1 / <f32>(high * wide));
    for (let channel = 0; channel < channels; channel += 4) {
      const count = channels - channel;
      const gift = f32x4.mul(take(dy + bytes(column * channels + channel), count), share);
      for (let i = 0; i < high; i++) {
        let at = dx + <usize>(firstRow + i) * line + bytes(firstColumn * channels + channel);
        for (let j = 0; j < wide; j++) {
          give(at, f32x4.add(take(at, count), gift), count);
          at += bytes(channels);
        }
      }
    }
  }
}
