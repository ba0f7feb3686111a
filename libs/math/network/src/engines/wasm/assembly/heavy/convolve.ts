import { packPanels, packTurned } from './pack';
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
import { aligned, bytes, clear } from './vector';
import {
  channels,
  copyBand,
  gather,
  height,
  isGathered,
  isInside,
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

// Convolution as a product whose A is never made: a row of it is what the window sees at a place, runs of the picture as it lies there.

/** Values of a band of the picture that stays in the second cache. */
const bandValues = 40000;
/** Values of gathered windows that stay there. */
const seenValues = 60000;
/** Places whose addresses are worked out together, at most. */
const places = 1536;
/** Bytes for the packed filter; a larger one is taken some columns at a time. */
const filterBytes: i32 = 1 << 20;

let tile: usize = 0;
let sources: usize = 0;
let targets: usize = 0;
let panels: usize = 0;
let seenAll: usize = 0;
let band: usize = 0;

function arrange(scratch: usize): void {
  tile = scratch;
  sources = tile + tileBytes;
  targets = sources + bytes(places + tileRows);
  seenAll = aligned(targets + bytes(places + tileRows));
  band = aligned(seenAll + bytes(max(seenValues, kernelHeight * kernelWidth * channels)) + 16);
  // At the end: one panel of a deep filter may be larger than `filterBytes`.
  panels = aligned(band + bytes(max(2 * bandValues, kernelHeight * kernelWidth * channels)) + 16);
}

/** All outputs of a place. */
let filterCount: i32 = 0;
/** Where the outputs lie: for the gradient of a strided convolution every other place, say. */
let outStepX: usize = 0;
let outStepY: usize = 0;

/** Columns `first` to `first + count` of the outputs of the packed filter at `spots` places in the tables. */
function multiplyPlaces(spots: i32, pitch: usize, first: i32, count: i32): void {
  const depth = kernelHeight * kernelWidth * channels;
  const whole = isGathered(filterCount);
  const runs = whole ? 1 : kernelHeight;
  const length = bytes(whole ? depth : kernelWidth * channels);
  let panel = panels;
  for (let column = 0; column < count; column += tileColumns) {
    const columns = min(tileColumns, count - column);
    for (let spot = 0; spot < spots; spot += tileRows) {
      tileOfRows(sources + bytes(spot), 0, length, panel, zeros, 0, tile, tilePitch);
      for (let run = 1; run < runs; run++) {
        const at = <usize>run * pitch;
        const rest = panel + <usize>run * length * tileColumns;
        tileOfRows(sources + bytes(spot), at, at + length, rest, tile, tilePitch, tile, tilePitch);
      }
      const rows = min(tileRows, spots - spot);
      finishTile(tile, targets + bytes(spot), first + column, rows, columns, false, true);
    }
    panel += <usize>depth * panelRow;
  }
}

/** Outputs of rows `row` to `row + rows` and columns `column` to `column + columns` of one picture. */
function convolvePart(picture: usize, out: usize, row: i32, rows: i32, column: i32, columns: i32): i32 {
  const across = seen(columns);
  let from = picture + bytes((row * strideY * width + column * strideX) * channels);
  let pitch = bytes(width * channels);
  if (isGathered(filterCount) || !isInside()) {
    const down = (rows - 1) * strideY + kernelHeight;
    copyBand(picture, row * strideY - top, column * strideX - left, down, across, band);
    from = band;
    pitch = bytes(across * channels);
  }
  let step = bytes(strideX * channels);
  let line = <usize>strideY * pitch;
  if (isGathered(filterCount)) {
    gather(from, pitch, rows, columns, seenAll);
    from = seenAll;
    step = bytes(kernelHeight * kernelWidth * channels);
    line = <usize>columns * step;
  }
  let entry: usize = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      store<usize>(sources + entry, from + <usize>y * line + <usize>x * step);
      store<usize>(targets + entry, out + <usize>(row + y) * outStepY + <usize>(column + x) * outStepX);
      entry += 4;
    }
  }
  for (let spot = rows * columns; spot % tileRows !== 0; spot++) {
    store<usize>(sources + bytes(spot), from);
  }
  return <i32>pitch;
}

/** Outputs of rows `row` to `end` of one picture, columns `first` to `first + count` of the filter. */
function convolveRows(picture: usize, out: usize, row: i32, end: i32, first: i32, count: i32): void {
  const limit = isGathered(filterCount)
    ? max(1, min(places, seenValues / (kernelHeight * kernelWidth * channels)))
    : places;
  const perColumn = kernelHeight * strideX * channels;
  const columns = max(1, min(outWidth, min(limit, bandValues / perColumn)));
  const line = seen(columns) * channels;
  const rows = columns < outWidth ? 1 : max(1, min(limit / columns, (bandValues / line - kernelHeight) / strideY + 1));
  while (row < end) {
    const high = min(rows, end - row);
    for (let column = 0; column < outWidth; column += columns) {
      const wide = min(columns, outWidth - column);
      const pitch = convolvePart(picture, out, row, high, column, wide);
      multiplyPlaces(high * wide, <usize>pitch, first, count);
    }
    row += high;
  }
}

/** Columns of the filter that are packed together. */
function packedColumns(depth: i32, filters: i32): i32 {
  const most = max(1, filterBytes / (depth * <i32>panelRow)) * tileColumns;
  return min(filters, most);
}

/** x `[B, H, W, C]`, filter `[h, w, C, O]`, bias `[O]` or 0 → y; `from` and `to` count rows of outputs. */
export function conv2d(
  x: usize,
  filter: usize,
  bias: usize,
  y: usize,
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
  relu: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  setPicture(pictureHeight, pictureWidth, depth);
  setKernel(rows, columns, down, along);
  setOutput(above, before, yHeight, yWidth);
  setFinish(bias, relu !== 0);
  filterCount = filters;
  arrange(scratch);
  outStepX = bytes(filters);
  outStepY = bytes(yWidth * filters);
  const values = rows * columns * depth;
  const most = packedColumns(values, filters);
  for (let first = 0; first < filters; first += most) {
    const count = min(most, filters - first);
    packPanels(filter + bytes(first), values, count, bytes(filters), panels);
    for (let row = from; row < to; ) {
      const each = row / yHeight;
      const end = min(to, (each + 1) * yHeight);
      const picture = x + bytes(each * height * width * depth);
      const out = y + bytes(each * yHeight * yWidth * filters);
      convolveRows(picture, out, row - each * yHeight, end - each * yHeight, first, count);
      row = end;
    }
  }
}

/**
 * The taps of one phase of a strided window, turned end for end and input channels for outputs: `[taps, taps, O, count]` as panels.
 * The taps of phase p are p, p + stride, …
 */
function packPhase(
  filter: usize,
  size: i32,
  inputs: i32,
  first: i32,
  count: i32,
  phaseY: i32,
  phaseX: i32,
): void {
  let to = panels;
  for (let column = first; column < first + count; column += tileColumns) {
    for (let row = kernelHeight - 1; row >= 0; row--) {
      for (let along = kernelWidth - 1; along >= 0; along--) {
        const tap = (phaseY + row * phaseStepY) * size + phaseX + along * phaseStepX;
        const from = filter + bytes((tap * inputs + column) * channels);
        packTurned(from, channels, min(tileColumns, first + count - column), bytes(channels), to);
        to += <usize>channels * panelRow;
      }
    }
  }
}

let phaseStepY: i32 = 1;
let phaseStepX: i32 = 1;

function remainder(value: i32, by: i32): i32 {
  const rest = value % by;
  return rest < 0 ? rest + by : rest;
}

/**
 * dy `[B, H', W', O]`, filter `[h, w, C, O]` → dx `[B, H, W, C]`; `from` and `to` count pictures. Every place of dx with the same remainder by the strides meets the same taps, and is a convolution without strides.
 */
export function conv2dInput(
  dy: usize,
  filter: usize,
  dx: usize,
  xHeight: i32,
  xWidth: i32,
  inputs: i32,
  outputs: i32,
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
  scratch: usize,
): void {
  setPicture(yHeight, yWidth, outputs);
  setKernel(rows, columns, 1, 1);
  setFinish(0, false);
  filterCount = inputs;
  arrange(scratch);
  phaseStepY = down;
  phaseStepX = along;
  outStepX = bytes(along * inputs);
  outStepY = bytes(down * xWidth * inputs);
  for (let phase = 0; phase < down * along; phase++) {
    const phaseY = phase / along;
    const phaseX = phase % along;
    const firstY = remainder(phaseY - above, down);
    const firstX = remainder(phaseX - before, along);
    const high = (xHeight - firstY + down - 1) / down;
    const wide = (xWidth - firstX + along - 1) / along;
    const tapsY = (rows - phaseY + down - 1) / down;
    const tapsX = (columns - phaseX + along - 1) / along;
    if (firstY >= xHeight || firstX >= xWidth) continue;
    if (tapsY <= 0 || tapsX <= 0) {
      for (let each = from; each < to; each++) {
        clearPhase(dx + bytes(each * xHeight * xWidth * inputs), firstY, firstX, high, wide, inputs, xWidth);
      }
      continue;
    }
    setKernel(tapsY, tapsX, 1, 1);
    setOutput(tapsY - 1 - (firstY + above) / down, tapsX - 1 - (firstX + before) / along, high, wide);
    convolvePhase(dy, filter, dx + bytes((firstY * xWidth + firstX) * inputs), inputs, columns, phaseY, phaseX, xHeight * xWidth, from, to);
  }
}

function convolvePhase(
  dy: usize,
  filter: usize,
  dx: usize,
  inputs: i32,
  size: i32,
  phaseY: i32,
  phaseX: i32,
  xPlaces: i32,
  from: i32,
  to: i32,
): void {
  const most = packedColumns(kernelHeight * kernelWidth * channels, inputs);
  for (let first = 0; first < inputs; first += most) {
    const count = min(most, inputs - first);
    packPhase(filter, size, inputs, first, count, phaseY, phaseX);
    for (let each = from; each < to; each++) {
      const picture = dy + bytes(each * height * width * channels);
      convolveRows(picture, dx + bytes(each * xPlaces * inputs), 0, outHeight, first, count);
    }
  }
}

function clearPhase(at: usize, firstY: i32, firstX: i32, high: i32, wide: i32, values: i32, xWidth: i32): void {
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++) {
      const place = (firstY + row * phaseStepY) * xWidth + firstX + column * phaseStepX;
      clear(at + bytes(place * values), values);
    }
  }
}
