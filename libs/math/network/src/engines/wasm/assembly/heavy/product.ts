import { packPanels, packTurned } from './pack';
import {
  finishTile,
  panelRow,
  setFinish,
  tileBytes,
  tileColumns,
  tileOfColumns,
  tileOfRows,
  tilePitch,
  tileRows,
  zeros,
} from './tile';
import { aligned, bytes, clear, copy } from './vector';

// Matrix products in blocks that stay in the caches (Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008).

/** A panel of B of this depth, 8 KiB, stays in the first cache. */
const depthBlock = 256;
/** A block of B of this width, 256 KiB, stays in the second. */
const columnBlock = 256;
/** Rows whose addresses are worked out together; a multiple of the tile's. */
const rowBlock = 96;

let a: usize = 0;
let b: usize = 0;
let y: usize = 0;
let pitchA: usize = 0;
let pitchB: usize = 0;
let pitchY: usize = 0;
let turnedA: bool = false;
let turnedB: bool = false;

/** What lies where in the scratch of a thread. */
let tile: usize = 0;
let sources: usize = 0;
let targets: usize = 0;
let blockA: usize = 0;
let blockB: usize = 0;

function arrange(scratch: usize): void {
  tile = scratch;
  sources = tile + tileBytes;
  targets = sources + bytes(rowBlock);
  blockA = aligned(targets + bytes(rowBlock));
  // Tiles read whole groups of six: room behind the last column.
  blockB = aligned(blockA + bytes(depthBlock * rowBlock) + 64);
}

/** Rows `top` to `bottom` of A from column `deep` on: the addresses of its rows, or a copy of it when it is turned. */
function takeRows(top: i32, bottom: i32, deep: i32, depth: i32): void {
  for (let row = top; row < bottom; row++) {
    const entry = bytes(row - top);
    store<usize>(targets + entry, y + <usize>row * pitchY);
    if (!turnedA) store<usize>(sources + entry, a + <usize>row * pitchA + bytes(deep));
  }
  if (!turnedA) {
    // A tile of fewer rows reads its last one again.
    const last = load<usize>(sources + bytes(bottom - top - 1));
    for (let row = bottom - top; row % tileRows !== 0; row++) store<usize>(sources + bytes(row), last);
    return;
  }
  // The rows of a turned A lie pages apart: a copy reads whole lines of them.
  for (let k = 0; k < depth; k++) {
    copy(a + <usize>(deep + k) * pitchA + bytes(top), blockA + bytes(k * rowBlock), bottom - top);
  }
}

function multiplyRows(rows: i32, left: i32, right: i32, depth: i32, accumulate: bool, last: bool): void {
  const panelBytes = <usize>depth * panelRow;
  let panel = blockB;
  for (let column = left; column < right; column += tileColumns) {
    const width = min(tileColumns, right - column);
    for (let row = 0; row < rows; row += tileRows) {
      if (turnedA) tileOfColumns(blockA + bytes(row), depth, bytes(rowBlock), panel, zeros, 0, tile, tilePitch);
      else tileOfRows(sources + bytes(row), 0, bytes(depth), panel, zeros, 0, tile, tilePitch);
      finishTile(tile, targets + bytes(row), column, min(tileRows, rows - row), width, accumulate, last);
    }
    panel += panelBytes;
  }
}

/** Rows `top` to `bottom` and columns `left` to `right` of the product over the depth `front` to `back`. */
function multiply(top: i32, bottom: i32, left: i32, right: i32, front: i32, back: i32): void {
  for (let column = left; column < right; column += columnBlock) {
    const end = min(right, column + columnBlock);
    for (let deep = front; deep < back; deep += depthBlock) {
      const depth = min(depthBlock, back - deep);
      if (turnedB) packTurned(b + <usize>column * pitchB + bytes(deep), depth, end - column, pitchB, blockB);
      else packPanels(b + <usize>deep * pitchB + bytes(column), depth, end - column, pitchB, blockB);
      for (let row = top; row < bottom; row += rowBlock) {
        const rows = min(rowBlock, bottom - row);
        takeRows(row, row + rows, deep, depth);
        multiplyRows(rows, column, end, depth, deep > front, deep + depth === back);
      }
    }
  }
}

function setProduct(m: i32, n: i32, k: i32, turnA: bool, turnB: bool): void {
  turnedA = turnA;
  turnedB = turnB;
  pitchA = bytes(turnA ? m : k);
  pitchB = bytes(turnB ? k : n);
  pitchY = bytes(n);
}

/** y `[m, n]` = a · b + bias, some rows or, with `byColumns`, some columns of it. `bias` 0: none. */
export function matMul(
  aAt: usize,
  bAt: usize,
  biasAt: usize,
  yAt: usize,
  m: i32,
  n: i32,
  k: i32,
  turnA: i32,
  turnB: i32,
  relu: i32,
  byColumns: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  a = aAt;
  b = bAt;
  y = yAt;
  setProduct(m, n, k, turnA !== 0, turnB !== 0);
  setFinish(biasAt, relu !== 0);
  arrange(scratch);
  if (byColumns !== 0) multiply(0, m, from, to, 0, k);
  else multiply(from, to, 0, n, 0, k);
}

/** Products `from` to `to` of many, `stepA` and `stepB` bytes apart. */
export function matMulEach(
  aAt: usize,
  bAt: usize,
  biasAt: usize,
  yAt: usize,
  m: i32,
  n: i32,
  k: i32,
  turnA: i32,
  turnB: i32,
  relu: i32,
  stepA: usize,
  stepB: usize,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  setProduct(m, n, k, turnA !== 0, turnB !== 0);
  setFinish(biasAt, relu !== 0);
  arrange(scratch);
  for (let each = from; each < to; each++) {
    a = aAt + <usize>each * stepA;
    b = bAt + <usize>each * stepB;
    y = yAt + <usize>each * bytes(m * n);
    multiply(0, m, 0, n, 0, k);
  }
}

/** Parts of a long depth, `chunk` of it at a time: part c `[m, n]` of the sum lies at `parts` + c · m · n. */
export function matMulParts(
  aAt: usize,
  bAt: usize,
  parts: usize,
  m: i32,
  n: i32,
  k: i32,
  turnA: i32,
  turnB: i32,
  chunk: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  a = aAt;
  b = bAt;
  setProduct(m, n, k, turnA !== 0, turnB !== 0);
  setFinish(0, false);
  arrange(scratch);
  for (let part = from; part < to; part++) {
    y = parts + <usize>part * bytes(m * n);
    multiply(0, m, 0, n, part * chunk, min(k, part * chunk + chunk));
  }
}

/**
 * to = the sum of `parts` arrays, always in the same order, + bias `[columns]`.
 *
 * @param stride - bytes from array to array
 */
export function sumParts(
  partsAt: usize,
  biasAt: usize,
  yAt: usize,
  parts: i32,
  stride: usize,
  columns: i32,
  relu: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const least: f32 = relu !== 0 ? 0 : -Infinity;
  let value = from;
  if (biasAt === 0 && relu === 0) {
    for (; value + 4 <= to; value += 4) {
      let at = partsAt + bytes(value);
      let sum = v128.load(at);
      for (let part = 1; part < parts; part++) sum = f32x4.add(sum, v128.load((at += stride)));
      v128.store(yAt + bytes(value), sum);
    }
  }
  for (; value < to; value++) {
    let at = partsAt + bytes(value);
    let sum = load<f32>(at);
    for (let part = 1; part < parts; part++) sum += load<f32>((at += stride));
    if (biasAt !== 0) sum += load<f32>(biasAt + bytes(value % columns));
    store<f32>(yAt + bytes(value), max<f32>(sum, least));
  }
}

/** Where a sum has no terms. */
export function clearAll(at: usize, from: i32, to: i32, _scratch: usize): void {
  clear(at + bytes(from), to - from);
}
