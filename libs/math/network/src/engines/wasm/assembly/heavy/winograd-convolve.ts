import { panelRow, tileColumns, tileOfRows, tileRows, zeros } from './tile';
import { aligned, bytes, loadPart, storePart } from './vector';
import { channels, outHeight, outWidth, setKernel, setOutput, setPicture } from './window';
import { outputs, points, positions, transformFilter, transformOutput } from './winograd';
import { columnOf, patchBytes, pictureOf, rowOf, setTiles, takeTile, workBytes } from './winograd-tiles';

/** Bytes of transformed tiles that stay in the second cache with their sums. */
const blockBytes = 320 << 10;
const vector: usize = 16;

/**
 * Filter `[3, 3, C, O]` → `[36, panels, C, 8]`. Turned, for the gradient of the picture, it is end for end and with inputs for outputs:
 * `filters` and `depth` are those of the turned one. `from` and `to` count its inputs.
 */
export function winogradFilter(
  filter: usize,
  panels: usize,
  depth: i32,
  filters: i32,
  turned: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const packed = (filters + 7) & ~7;
  const step = bytes(depth * packed);
  const half = scratch + 9 * vector;
  for (let input = from; input < to; input++) {
    for (let output = 0; output < packed; output += 4) {
      for (let tap = 0; tap < 9; tap++) {
        const spot = scratch + <usize>tap * vector;
        if (turned === 0) {
          v128.store(spot, loadPart(filter + bytes((tap * depth + input) * filters + output), filters - output));
        } else {
          const column = filter + bytes(((8 - tap) * filters + output) * depth + input);
          for (let lane = 0; lane < 4; lane++) {
            const there = output + lane < filters;
            store<f32>(spot + bytes(lane), there ? load<f32>(column + bytes(lane * depth)) : 0);
          }
        }
      }
      const at = panels + bytes(((output >> 3) * depth + input) * tileColumns + (output & 4));
      transformFilter(3, scratch, 3 * vector, vector, half, 3 * vector, vector);
      transformFilter(points, half, vector, 3 * vector, at, step, step * points);
    }
  }
}

let panelsAt: usize = 0;
let bias: usize = 0;
let y: usize = 0;
let filters: i32 = 0;
let packed: i32 = 0;
let least: f32 = 0;

/** Tiles that are done together. */
let block: i32 = 0;
let taken: usize = 0;
let sums: usize = 0;
let rows: usize = 0;
let work: usize = 0;

function arrange(x: usize, scratch: usize): void {
  const depth = (channels + 3) & ~3;
  block = min(48, max(1, blockBytes / (positions * tileRows * 4 * (depth + packed)))) * tileRows;
  block = min(48, block);
  work = scratch;
  const patch = work + workBytes;
  rows = aligned(patch + patchBytes());
  taken = aligned(rows + bytes(positions * block));
  sums = aligned(taken + bytes(positions * block * depth));
  for (let row = 0; row < positions * block; row++) {
    store<usize>(rows + bytes(row), taken + bytes(row * depth));
  }
  setTiles(x, work, patch);
}

/** 36 products `[tiles, C] · [C, O]`. */
function multiplyTiles(count: i32): void {
  const panelBytes = <usize>channels * panelRow;
  const pitch = bytes(packed);
  let panel = panelsAt;
  for (let position = 0; position < positions; position++) {
    for (let column = 0; column < packed; column += tileColumns) {
      for (let tile = 0; tile < count; tile += tileRows) {
        const row = position * block + tile;
        const out = sums + <usize>row * pitch + bytes(column);
        tileOfRows(rows + bytes(row), 0, bytes(channels), panel, zeros, 0, out, pitch);
      }
      panel += panelBytes;
    }
  }
}

/** The sums of one tile to its outputs. */
function giveTile(tile: i32, at: usize): void {
  const row = rowOf(tile);
  const column = columnOf(tile);
  const to = y + bytes(((pictureOf(tile) * outHeight + row) * outWidth + column) * filters);
  const step = bytes(block * packed);
  const high = min(outputs, outHeight - row);
  const wide = min(outputs, outWidth - column);
  const place = bytes(filters);
  const line = bytes(outWidth * filters);
  const none = f32x4.splat(-Infinity);
  const smallest = f32x4.splat(least);
  for (let filter = 0; filter < filters; filter += 4) {
    const from = at + bytes(filter);
    const count = min(4, filters - filter);
    const added = bias === 0 ? f32x4.splat(0) : loadPart(bias + bytes(filter), count);
    transformOutput(points, from, step * points, step, work, vector * points, vector, f32x4.splat(0), none);
    if (high === outputs && wide === outputs && count === 4) {
      transformOutput(outputs, work, vector, vector * points, to + bytes(filter), place, line, added, smallest);
      continue;
    }
    // In place: a line of four results takes the room of its six sums.
    transformOutput(outputs, work, vector, vector * points, work, vector, vector * points, added, smallest);
    for (let i = 0; i < high; i++) {
      for (let j = 0; j < wide; j++) {
        const value = v128.load(work + <usize>(i * points + j) * vector);
        storePart(to + <usize>i * line + <usize>j * place + bytes(filter), value, count);
      }
    }
  }
}

/** A 3 by 3 convolution without strides; `panels` from `winogradFilter`, `from` and `to` count tiles. */
export function winogradConvolve(
  x: usize,
  panels: usize,
  biasAt: usize,
  yAt: usize,
  pictureHeight: i32,
  pictureWidth: i32,
  depth: i32,
  filterCount: i32,
  above: i32,
  before: i32,
  yHeight: i32,
  yWidth: i32,
  relu: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  setPicture(pictureHeight, pictureWidth, depth);
  setKernel(3, 3, 1, 1);
  setOutput(above, before, yHeight, yWidth);
  panelsAt = panels;
  bias = biasAt;
  y = yAt;
  filters = filterCount;
  packed = (filterCount + 7) & ~7;
  least = relu !== 0 ? 0 : -Infinity;
  arrange(x, scratch);
  const pitch = bytes((depth + 3) & ~3);
  for (let first = from; first < to; first += block) {
    const count = min(block, to - first);
    for (let tile = 0; tile < count; tile++) {
      takeTile(first + tile, taken + <usize>tile * pitch, <usize>block * pitch);
    }
    multiplyTiles(count);
    for (let tile = 0; tile < count; tile++) giveTile(first + tile, sums + bytes(tile * packed));
  }
}
