import { bytes } from './vector';
import { panelRow, tileColumns } from './tile';

// B in panels: eight columns beside each other, row after row, as the tile reads them; missing columns are zeros.

/** B `[rows, columns]` with `pitch` bytes from row to row. */
export function packPanels(from: usize, rows: i32, columns: i32, pitch: usize, panels: usize): void {
  for (let column = 0; column < columns; column += tileColumns) {
    const width = min(tileColumns, columns - column);
    let source = from + bytes(column);
    if (width === tileColumns) {
      for (let row = 0; row < rows; row++) {
        v128.store(panels, v128.load(source));
        v128.store(panels, v128.load(source, 16), 16);
        source += pitch;
        panels += panelRow;
      }
    } else {
      for (let row = 0; row < rows; row++) {
        packPartly(source, width, panels);
        source += pitch;
        panels += panelRow;
      }
    }
  }
}

function packPartly(from: usize, width: i32, panel: usize): void {
  v128.store(panel, f32x4.splat(0));
  v128.store(panel, f32x4.splat(0), 16);
  if (width >= 4) v128.store(panel, v128.load(from));
  for (let column = width & ~3; column < width; column++) {
    store<f32>(panel + bytes(column), load<f32>(from + bytes(column)));
  }
}

/** B given turned, `[columns, rows]` with `pitch` bytes from column to column. */
export function packTurned(from: usize, rows: i32, columns: i32, pitch: usize, panels: usize): void {
  const panel = <usize>rows * panelRow;
  for (let column = 0; column < columns; column += 4) {
    const to = panels + <usize>(column >> 3) * panel + ((column & 4) === 0 ? 0 : 16);
    const source = from + <usize>column * pitch;
    let row = 0;
    if (columns - column >= 4) {
      for (; row + 4 <= rows; row += 4) turnQuad(source + bytes(row), pitch, to + <usize>row * panelRow);
    }
    for (; row < rows; row++) {
      for (let next = 0; next < 4; next++) {
        const value: f32 = column + next < columns ? load<f32>(source + <usize>next * pitch + bytes(row)) : 0;
        store<f32>(to + <usize>row * panelRow + bytes(next), value);
      }
    }
  }
  // The second half of the last panel may have no columns at all.
  if (((columns + 3) & 4) === 0 || (columns & 7) === 0) return;
  clearHalf(panels + <usize>(columns >> 3) * panel + 16, rows);
}

function clearHalf(at: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    v128.store(at, f32x4.splat(0));
    at += panelRow;
  }
}

/** Four by four, rows to columns. */
function turnQuad(from: usize, pitch: usize, to: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + pitch);
  const r2 = v128.load(from + pitch * 2);
  const r3 = v128.load(from + pitch * 3);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(low01, low23, 0, 2));
  v128.store(to + panelRow, v128.shuffle<i64>(low01, low23, 1, 3));
  v128.store(to + panelRow * 2, v128.shuffle<i64>(high01, high23, 0, 2));
  v128.store(to + panelRow * 3, v128.shuffle<i64>(high01, high23, 1, 3));
}
