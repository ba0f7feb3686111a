import { packPanels } from './pack';
import { finishTile, panelRow, setFinish, tileBytes, tileColumns, tileOfColumns, tilePitch, tileRows, zeros } from './tile';
import { aligned, bytes, clear } from './vector';
import {
  channels,
  copyBand,
  gather,
  height,
  kernelHeight,
  kernelWidth,
  left,
  outHeight,
  outWidth,
  seen,
  setKernel,
  setOutput,
  setPicture,
  strideX,
  strideY,
  top,
  width,
} from './window';

// The gradient of a filter is a product too: what the windows saw, turned, times dy. The sum runs over all places of all pictures, in parts
// that do not depend on the number of threads.

const bandValues = 40000;
/** Packed values of dy: long sums, and they still fit beside the band. */
const dyValues = 1 << 17;
/** Values of gathered windows that stay in the second cache. */
const seenValues = 80000;
/** Of large filters at least 48 places, while the scratch has room. */
const mostSeen = 500000;
/** Places in one go. */
let places: i32 = 0;

/**
 * Whether windows are gathered first: that costs as much per value as one sum of the tile, and a call of the tile for each row of places as
 * much as some of its sums, for every eight filters again.
 */
function isGathered(places: i32, filters: i32): bool {
  return kernelWidth * channels < tileRows || places * 5 < filters * 4;
}

let gathered: bool = false;
let tile: usize = 0;
let targets: usize = 0;
let dyPanels: usize = 0;
let seenAll: usize = 0;
let band: usize = 0;

function arrange(scratch: usize, values: i32, filters: i32): void {
  tile = scratch;
  targets = tile + tileBytes;
  dyPanels = aligned(targets + bytes(values));
  const packed = (filters + 7) & ~7;
  places = min(512, max(16, dyValues / packed));
  gathered = isGathered(outWidth, filters);
  if (gathered) places = max(1, min(places, max(seenValues / values, min(48, mostSeen / values))));
  seenAll = aligned(dyPanels + bytes(places * packed));
  // A tile reads six values where there may be fewer: room behind.
  band = aligned(seenAll + bytes(gathered ? places * values + tileRows : 0));
}

/** Adds what one band and its dy give to all values of the filter. */
function addBand(rows: i32, columns: i32, filters: i32): void {
  const run = kernelWidth * channels;
  const pitch = bytes(seen(columns) * channels);
  const step = bytes(strideX * channels);
  const panelBytes = <usize>(rows * columns) * panelRow;
  let panel = dyPanels;
  for (let column = 0; column < filters; column += tileColumns) {
    const wide = min(tileColumns, filters - column);
    for (let line = 0; line < kernelHeight; line++) {
      for (let value = 0; value < run; value += tileRows) {
        let from = band + <usize>line * pitch + bytes(value);
        tileOfColumns(from, columns, step, panel, zeros, 0, tile, tilePitch);
        for (let row = 1; row < rows; row++) {
          from += <usize>strideY * pitch;
          const rest = panel + <usize>(row * columns) * panelRow;
          tileOfColumns(from, columns, step, rest, tile, tilePitch, tile, tilePitch);
        }
        finishTile(tile, targets + bytes(line * run + value), column, min(tileRows, run - value), wide, true, false);
      }
    }
    panel += panelBytes;
  }
}

/** The same after gathering. */
function addGathered(rows: i32, columns: i32, filters: i32): void {
  const values = kernelHeight * kernelWidth * channels;
  gather(band, bytes(seen(columns) * channels), rows, columns, seenAll);
  let panel = dyPanels;
  for (let column = 0; column < filters; column += tileColumns) {
    const wide = min(tileColumns, filters - column);
    for (let value = 0; value < values; value += tileRows) {
      tileOfColumns(seenAll + bytes(value), rows * columns, bytes(values), panel, zeros, 0, tile, tilePitch);
      finishTile(tile, targets + bytes(value), column, min(tileRows, values - value), wide, true, false);
    }
    panel += <usize>(rows * columns) * panelRow;
  }
}

/** Rows `row` to `end` of the outputs of one picture. */
function addRows(picture: usize, dy: usize, row: i32, end: i32, filters: i32): void {
  const perColumn = kernelHeight * strideX * channels;
  const columns = max(1, min(outWidth, min(places, bandValues / perColumn)));
  const line = seen(columns) * channels;
  const rows = columns < outWidth ? 1 : max(1, min(places / columns, (bandValues / line - kernelHeight) / strideY + 1));
  const pitchDy = bytes(filters);
  while (row < end) {
    const high = min(rows, end - row);
    for (let column = 0; column < outWidth; column += columns) {
      const wide = min(columns, outWidth - column);
      const down = (high - 1) * strideY + kernelHeight;
      copyBand(picture, row * strideY - top, column * strideX - left, down, seen(wide), band);
      packPanels(dy + bytes((row * outWidth + column) * filters), high * wide, filters, pitchDy, dyPanels);
      if (gathered) addGathered(high, wide, filters);
      else addBand(high, wide, filters);
    }
    row += high;
  }
}

/** x `[B, H, W, C]`, dy `[B, H', W', O]` → parts `[parts, h, w, C, O]` of the gradient, part p over rows p · chunk to (p + 1) · chunk of dy. */
export function conv2dFilter(
  x: usize,
  dy: usize,
  parts: usize,
  batch: i32,
  pictureHeight: i32,
  pictureWidth: i32,
  depth: i32,
  filters: i32,
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
  scratch: usize,
): void {
  setPicture(pictureHeight, pictureWidth, depth);
  setKernel(rows, columns, down, along);
  setOutput(above, before, yHeight, yWidth);
  setFinish(0, false);
  const values = rows * columns * depth;
  arrange(scratch, values, filters);
  for (let part = from; part < to; part++) {
    const out = parts + <usize>part * bytes(values * filters);
    clear(out, values * filters);
    for (let value = 0; value < values; value++) {
      store<usize>(targets + bytes(value), out + bytes(value * filters));
    }
    const last = min(batch * yHeight, part * chunk + chunk);
    for (let row = part * chunk; row < last; ) {
      const each = row / yHeight;
      const end = min(last, (each + 1) * yHeight);
      const picture = x + bytes(each * height * width * channels);
      addRows(picture, dy + bytes(each * outHeight * outWidth * filters), row - each * yHeight, end - each * yHeight, filters);
      row = end;
    }
  }
}
