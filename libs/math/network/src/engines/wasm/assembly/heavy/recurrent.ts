import { gruStep, lstmStep, simpleStep } from './cells';
import { packPanels } from './pack';
import {
  finishTile,
  panelRow,
  setFinish,
  tileBytes,
  tileColumns,
  tileOfRows,
  tilePitch,
  tileRows,
  zeros,
} from './tile';
import { aligned, bytes, clear, copy } from './vector';

// A thread takes its rows of the batch through all steps: threads need not wait for each other within a sequence.

/** Rows that go through the steps together; a multiple of the tile's. */
export const rowBlock = 48;
export const lstm = 0;
export const gru = 1;

/** Gates of a cell. */
export function gatesOf(cell: i32): i32 {
  return cell === lstm ? 4 : cell === gru ? 3 : 1;
}

/** B `[rows, columns]` in panels, panels `from` to `to`. */
export function packProduct(b: usize, panels: usize, rows: i32, columns: i32, from: i32, to: i32, _scratch: usize): void {
  for (let panel = from; panel < to; panel++) {
    const column = panel * tileColumns;
    const width = min(tileColumns, columns - column);
    packPanels(b + bytes(column), rows, width, bytes(columns), panels + <usize>(panel * rows) * panelRow);
  }
}

/** Where the tables of `multiplyTable` lie. */
let tile: usize = 0;
let sources: usize = 0;
let targets: usize = 0;

/** @returns where the scratch is free */
export function setTables(scratch: usize): usize {
  tile = scratch;
  sources = tile + tileBytes;
  targets = sources + bytes(rowBlock);
  return aligned(targets + bytes(rowBlock));
}

/** Enters a row of A and one of the result. */
@inline
export function setRow(index: i32, source: usize, target: usize): void {
  store<usize>(sources + bytes(index), source);
  store<usize>(targets + bytes(index), target);
}

/** The entered rows times packed panels. */
export function multiplyTable(rows: i32, depth: i32, panels: usize, columns: i32, accumulate: bool): void {
  const last = load<usize>(sources + bytes(rows - 1));
  for (let row = rows; row % tileRows !== 0; row++) store<usize>(sources + bytes(row), last);
  for (let column = 0; column < columns; column += tileColumns) {
    const width = min(tileColumns, columns - column);
    for (let row = 0; row < rows; row += tileRows) {
      tileOfRows(sources + bytes(row), 0, bytes(depth), panels, zeros, 0, tile, tilePitch);
      finishTile(tile, targets + bytes(row), column, min(tileRows, rows - row), width, accumulate, true);
    }
    panels += <usize>depth * panelRow;
  }
}

let steps: i32 = 0;
let units: i32 = 0;
let width: i32 = 0;
let kept: usize = 0;
let keptValues: i32 = 0;
let states: usize = 0;

@inline
function keptAt(row: i32, step: i32): usize {
  return kept + bytes((row * steps + step) * keptValues);
}

@inline
function stateAt(row: i32, step: i32): usize {
  return states + bytes((row * steps + step) * units);
}

/** What the inputs of all steps give, before anything depends on anything. */
function multiplyInputs(x: usize, features: i32, panels: usize, row: i32, rows: i32): void {
  const all = rows * steps;
  for (let first = 0; first < all; first += rowBlock) {
    const count = min(rowBlock, all - first);
    for (let each = 0; each < count; each++) {
      const place = row * steps + first + each;
      setRow(each, x + bytes(place * features), kept + bytes(place * keptValues));
    }
    multiplyTable(count, features, panels, width, false);
  }
}

/** A masked step: everything stays. */
function stay(cell: i32, row: i32, step: i32, nothing: usize): void {
  copy(step > 0 ? stateAt(row, step - 1) : nothing, stateAt(row, step), units);
  if (cell !== lstm) return;
  const before = step > 0 ? keptAt(row, step - 1) + bytes(4 * units) : nothing;
  copy(before, keptAt(row, step) + bytes(4 * units), units);
}

function stepRow(cell: i32, row: i32, step: i32, sums: usize, nothing: usize): void {
  const z = keptAt(row, step);
  const state = stateAt(row, step);
  const before = step > 0 ? stateAt(row, step - 1) : nothing;
  if (cell === lstm) {
    const cellBefore = step > 0 ? keptAt(row, step - 1) + bytes(4 * units) : nothing;
    lstmStep(z, sums, cellBefore, state, units);
  } else if (cell === gru) gruStep(z, sums, before, state, units);
  else simpleStep(z, sums, state, units);
}

/** One row's products of the state, at the start of a sequence: nothing but the bias of the state. */
function start(sums: usize, stateBias: usize): void {
  if (stateBias === 0) clear(sums, width);
  else copy(stateBias, sums, width);
}

/**
 * x `[B, T, F]` → states `[B, T, U]` and kept values; `kernel` and `recurrent` packed, `mask` 0: none. `from` and `to` count rows of
 * the batch.
 */
export function recurrentRows(
  cell: i32,
  x: usize,
  kernel: usize,
  recurrent: usize,
  bias: usize,
  mask: usize,
  statesAt: usize,
  keptAll: usize,
  stepCount: i32,
  features: i32,
  unitCount: i32,
  keptCount: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  steps = stepCount;
  units = unitCount;
  width = gatesOf(cell) * units;
  kept = keptAll;
  keptValues = keptCount;
  states = statesAt;
  const nothing = setTables(scratch);
  const sums = aligned(nothing + bytes(units));
  const stateBias = cell === gru ? bias + bytes(width) : 0;
  clear(nothing, units);
  for (let row = from; row < to; row += rowBlock) {
    const rows = min(rowBlock, to - row);
    setFinish(bias, false);
    multiplyInputs(x, features, kernel, row, rows);
    setFinish(stateBias, false);
    for (let step = 0; step < steps; step++) {
      for (let each = 0; each < rows; each++) {
        if (step > 0) setRow(each, stateAt(row + each, step - 1), sums + bytes(each * width));
        else start(sums + bytes(each * width), stateBias);
      }
      if (step > 0) multiplyTable(rows, units, recurrent, width, false);
      for (let each = 0; each < rows; each++) {
        const place = (row + each) * steps + step;
        if (mask !== 0 && load<f32>(mask + bytes(place)) === 0) stay(cell, row + each, step, nothing);
        else stepRow(cell, row + each, step, sums + bytes(each * width), nothing);
      }
    }
  }
}
