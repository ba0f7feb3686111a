import { bytes, clear, copy } from './vector';

// The window that a call is about. Every thread has its own instance of the binary, and so its own window.

export let height: i32 = 0;
export let width: i32 = 0;
export let channels: i32 = 0;
export let kernelHeight: i32 = 0;
export let kernelWidth: i32 = 0;
export let strideY: i32 = 1;
export let strideX: i32 = 1;
/** Rows and columns of zeros before the picture; negative: so many of it are left out. */
export let top: i32 = 0;
export let left: i32 = 0;
export let outHeight: i32 = 0;
export let outWidth: i32 = 0;

export function setPicture(pictureHeight: i32, pictureWidth: i32, pictureChannels: i32): void {
  height = pictureHeight;
  width = pictureWidth;
  channels = pictureChannels;
}

export function setKernel(rows: i32, columns: i32, down: i32, along: i32): void {
  kernelHeight = rows;
  kernelWidth = columns;
  strideY = down;
  strideX = along;
}

export function setOutput(above: i32, before: i32, rows: i32, columns: i32): void {
  top = above;
  left = before;
  outHeight = rows;
  outWidth = columns;
}

/** Whether the window never leaves the picture. */
export function isInside(): bool {
  if (top !== 0 || left !== 0) return false;
  return (
    (outHeight - 1) * strideY + kernelHeight <= height && (outWidth - 1) * strideX + kernelWidth <= width
  );
}

/** Columns of the picture that so many outputs see. */
export function seen(outputs: i32): i32 {
  return (outputs - 1) * strideX + kernelWidth;
}

/** `copyPart` of the picture that the window slides over. */
export function copyBand(picture: usize, row: i32, column: i32, rows: i32, columns: i32, to: usize): void {
  copyPart(picture, height, width, channels, row, column, rows, columns, to);
}

/**
 * Part of a picture with zeros around it, so that a window meets no border.
 *
 * @param row - first row of the picture, counted from its first one, maybe before it
 * @param to - `[rows, columns, depth]`
 */
export function copyPart(
  picture: usize,
  high: i32,
  wide: i32,
  depth: i32,
  row: i32,
  column: i32,
  rows: i32,
  columns: i32,
  to: usize,
): void {
  const before = min(columns, max(0, -column));
  const within = max(0, min(wide, column + columns) - max(0, column));
  const line = bytes(columns * depth);
  for (const end = row + rows; row < end; row++) {
    if (row < 0 || row >= high) clear(to, columns * depth);
    else {
      const start = picture + bytes((row * wide + max(0, column)) * depth);
      clear(to, before * depth);
      copy(start, to + bytes(before * depth), within * depth);
      clear(to + bytes((before + within) * depth), (columns - before - within) * depth);
    }
    to += line;
  }
}

/**
 * What the window sees at each of `rows` by `columns` places of a band with `pitch` bytes a row, place by place. Whole vectors: up to three
 * values behind the band are read, and written behind the end.
 */
export function gather(band: usize, pitch: usize, rows: i32, columns: i32, to: usize): void {
  const run = bytes(kernelWidth * channels);
  const step = bytes(strideX * channels);
  for (let row = 0; row < rows; row++) {
    let place = band + <usize>(row * strideY) * pitch;
    for (let column = 0; column < columns; column++) {
      let from = place;
      for (let line = 0; line < kernelHeight; line++) {
        for (let at: usize = 0; at < run; at += 16) v128.store(to + at, v128.load(from + at));
        to += run;
        from += pitch;
      }
      place += step;
    }
  }
}

/** Below this run of values a call of the tile is more work than its loop. */
const shortestRun = 16;

/**
 * Whether windows are gathered first: what that costs per value is one sum of the tile, and a call of the tile for each run of a window
 * costs as much as some of its sums, for every eight filters again.
 */
export function isGathered(filters: i32): bool {
  const run = kernelWidth * channels;
  return kernelHeight > 1 && (run < shortestRun || run * 4 < filters * 5);
}
