import { madd } from '../simd';
import { gruBack, lstmBack, simpleBack } from './cells';
import { packPanels, packTurned } from './pack';
import { gatesOf, gru, lstm, multiplyTable, rowBlock, setRow, setTables } from './recurrent';
import {
  finishTile,
  panelRow,
  setFinish,
  tileBytes,
  tileColumns,
  tileOfColumns,
  tilePitch,
  tileRows,
  zeros,
} from './tile';
import { aligned, bytes, clear } from './vector';
import { give, take } from './vector-part';

/** B given turned `[columns, rows]`, in panels, panels `from` to `to`. */
export function packTurnedProduct(
  b: usize,
  panels: usize,
  rows: i32,
  columns: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  for (let panel = from; panel < to; panel++) {
    const column = panel * tileColumns;
    const width = min(tileColumns, columns - column);
    packTurned(b + bytes(column * rows), rows, width, bytes(rows), panels + <usize>(panel * rows) * panelRow);
  }
}

function addRow(to: usize, from: usize, values: i32): void {
  for (let value = 0; value < values; value += 4) {
    const at = bytes(value);
    give(to + at, f32x4.add(take(to + at, values - value), take(from + at, values - value)), values - value);
  }
}

/**
 * Back through the steps: dz `[B, T, G]` of the inputs, ds of the states (the same but for gru), and dx. `kernel` and `recurrent` packed
 * turned. `from` and `to` count rows of the batch.
 */
export function recurrentBack(
  cell: i32,
  dStates: usize,
  kernel: usize,
  recurrent: usize,
  mask: usize,
  states: usize,
  kept: usize,
  dz: usize,
  ds: usize,
  dx: usize,
  steps: i32,
  features: i32,
  units: i32,
  keptValues: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const width = gatesOf(cell) * units;
  const nothing = setTables(scratch);
  const dh = aligned(nothing + bytes(units));
  const dc = aligned(dh + bytes(rowBlock * units));
  setFinish(0, false);
  clear(nothing, units);
  for (let row = from; row < to; row += rowBlock) {
    const rows = min(rowBlock, to - row);
    clear(dh, rows * units);
    clear(dc, rows * units);
    for (let step = steps - 1; step >= 0; step--) {
      for (let each = 0; each < rows; each++) {
        const place = (row + each) * steps + step;
        const up = dh + bytes(each * units);
        const out = dz + bytes(place * width);
        const outState = ds + bytes(place * width);
        setRow(each, outState, up);
        addRow(up, dStates + bytes(place * units), units);
        if (mask !== 0 && load<f32>(mask + bytes(place)) === 0) {
          clear(out, width);
          if (cell === gru) clear(outState, width);
          continue;
        }
        const z = kept + bytes(place * keptValues);
        const before = step > 0 ? states + bytes((place - 1) * units) : nothing;
        if (cell === lstm) {
          const cellBefore = step > 0 ? z - bytes(keptValues) + bytes(4 * units) : nothing;
          lstmBack(z, cellBefore, up, dc + bytes(each * units), out, units);
        } else if (cell === gru) gruBack(z, before, up, out, outState, units);
        else simpleBack(states + bytes(place * units), up, out, units);
      }
      if (step > 0) multiplyTable(rows, width, recurrent, units, true);
    }
    backToInputs(dz, dx, kernel, row * steps, (row + rows) * steps, width, features);
  }
}

function backToInputs(
  dz: usize,
  dx: usize,
  kernel: usize,
  from: i32,
  to: i32,
  width: i32,
  features: i32,
): void {
  for (let first = from; first < to; first += rowBlock) {
    const count = min(rowBlock, to - first);
    for (let each = 0; each < count; each++) {
      setRow(each, dz + bytes((first + each) * width), dx + bytes((first + each) * features));
    }
    multiplyTable(count, width, kernel, features, false);
  }
}

/** Rows of dz that are packed together. */
const packedRows = 8192;

let tile: usize = 0;
let targets: usize = 0;
let panel: usize = 0;

/** One column of A times the panel: what is left where six do not fit, and no tile may read beyond. */
function narrowColumn(from: usize, length: i32, step: usize, out: usize): void {
  let left = f32x4.splat(0);
  let right = f32x4.splat(0);
  for (let at = panel; length > 0; length--) {
    const value = v128.load32_splat(from);
    left = madd(value, v128.load(at), left);
    right = madd(value, v128.load(at, 16), right);
    from += step;
    at += panelRow;
  }
  v128.store(out, left);
  v128.store(out, right, 16);
}

/** out `[rows, 8 of width]` (+)= turned A `[length, rows]` times the panel. */
function addProduct(a: usize, rows: i32, length: i32, out: usize, width: i32, count: i32, more: bool): void {
  const step = bytes(rows);
  for (let row = 0; row < rows; row += tileRows) {
    const high = min(tileRows, rows - row);
    if (high === tileRows) tileOfColumns(a + bytes(row), length, step, panel, zeros, 0, tile, tilePitch);
    for (let each = 0; each < high; each++) {
      if (high < tileRows) narrowColumn(a + bytes(row + each), length, step, tile + <usize>each * tilePitch);
      store<usize>(targets + bytes(each), out + bytes((row + each) * width));
    }
    finishTile(tile, targets, 0, high, count, more, true);
  }
}

/** out `[8 of width]` (+)= the rows of the panel. */
function addBias(rows: i32, out: usize, count: i32, accumulate: bool): void {
  let left = f32x4.splat(0);
  let right = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    left = f32x4.add(left, v128.load(panel + <usize>row * panelRow));
    right = f32x4.add(right, v128.load(panel + <usize>row * panelRow, 16));
  }
  v128.store(tile, left);
  v128.store(tile, right, 16);
  store<usize>(targets, out);
  finishTile(tile, targets, 0, 1, count, accumulate, true);
}

/** dKernel `[F, G]`, dRecurrent `[U, G]`, dBias; `from` and `to` count panels of eight columns. */
export function recurrentWeights(
  cell: i32,
  x: usize,
  states: usize,
  dz: usize,
  ds: usize,
  dKernel: usize,
  dRecurrent: usize,
  dBias: usize,
  batch: i32,
  steps: i32,
  features: i32,
  units: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const width = gatesOf(cell) * units;
  const pitch = bytes(width);
  const together = max(1, packedRows / steps);
  tile = scratch;
  targets = tile + tileBytes;
  panel = aligned(targets + bytes(tileRows));
  setFinish(0, false);
  for (let column = from * tileColumns; column < min(width, to * tileColumns); column += tileColumns) {
    const count = min(tileColumns, width - column);
    const shift = bytes(column);
    for (let row = 0; row < batch; row += together) {
      const rows = min(together, batch - row);
      const place = row * steps;
      const more = row > 0;
      packPanels(dz + bytes(place * width) + shift, rows * steps, count, pitch, panel);
      addProduct(x + bytes(place * features), features, rows * steps, dKernel + shift, width, count, more);
      addBias(rows * steps, dBias + shift, count, more);
      if (cell === gru) {
        packPanels(ds + bytes(place * width) + shift, rows * steps, count, pitch, panel);
        addBias(rows * steps, dBias + pitch + shift, count, more);
      }
      // A state goes with what the next step gives; the last one of a sequence with nothing.
      packPanels(ds + bytes((place + 1) * width) + shift, rows * steps - 1, count, pitch, panel);
      for (let each = 1; each <= rows; each++) clear(panel + <usize>(each * steps - 1) * panelRow, tileColumns);
      addProduct(states + bytes(place * units), units, rows * steps, dRecurrent + shift, width, count, more);
    }
  }
}
