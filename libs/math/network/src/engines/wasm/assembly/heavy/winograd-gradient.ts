import { panelRow, tileBytes, tileColumns, tileOfColumns, tileRows, zeros } from './tile';
import { aligned, bytes, clear, storePart } from './vector';
import { channels, copyPart, outHeight, outWidth, setKernel, setOutput, setPicture } from './window';
import { outputs, points, positions, transformGradient, transformUpstream } from './winograd';
import { columnOf, patchBytes, pictureOf, rowOf, setTiles, takeTile, workBytes } from './winograd-tiles';

const blockBytes = 400 << 10;
const vector: usize = 16;

let dy: usize = 0;
let filters: i32 = 0;
let packed: i32 = 0;
let depth: i32 = 0;

/** Tiles that are done together. */
let block: i32 = 0;
let tile: usize = 0;
let work: usize = 0;
let upstream: usize = 0;
let taken: usize = 0;
let given: usize = 0;

function arrange(x: usize, scratch: usize): void {
  depth = (channels + 3) & ~3;
  packed = (filters + 7) & ~7;
  block = min(48, max(4, blockBytes / (positions * 4 * (depth + packed))));
  tile = scratch;
  work = tile + tileBytes;
  const patch = work + workBytes;
  upstream = aligned(patch + patchBytes());
  taken = aligned(upstream + bytes(outputs * outputs * filters) + vector);
  // A tile of sums reads six channels where there may be fewer: room behind.
  given = aligned(taken + bytes(positions * block * depth) + 64);
  setTiles(x, work, patch);
}

/** Four by four places of dy, transformed into panels `[36, panels, tiles, 8]`. */
function takeUpstream(each: i32, index: i32): void {
  const row = rowOf(each);
  const column = columnOf(each);
  let from = dy + bytes(pictureOf(each) * outHeight * outWidth * filters);
  let pitch = bytes(outWidth * filters);
  const place = bytes(filters);
  const reaches = (filters & 3) !== 0 && row + outputs >= outHeight && column + outputs >= outWidth;
  if (row + outputs > outHeight || column + outputs > outWidth || reaches) {
    copyPart(from, outHeight, outWidth, filters, row, column, outputs, outputs, upstream);
    from = upstream;
    pitch = place * outputs;
  } else from += <usize>row * pitch + <usize>column * place;
  const step = bytes(block * packed);
  for (let filter = 0; filter < filters; filter += 4) {
    const to = given + bytes(((filter >> 3) * block + index) * tileColumns + (filter & 4));
    transformUpstream(outputs, from, pitch, place, work, vector * outputs, vector);
    transformUpstream(points, work, vector, vector * outputs, to, step, step * points);
    from += vector;
  }
}

/** Adds 36 products `[C, tiles] · [tiles, O]`; sums `[36, panels, C, 8]`. */
function addTiles(count: i32, sums: usize): void {
  let panel = given;
  for (let position = 0; position < positions; position++) {
    const from = taken + bytes(position * block * depth);
    for (let column = 0; column < packed; column += tileColumns) {
      for (let channel = 0; channel < channels; channel += tileRows) {
        const rows = min(tileRows, channels - channel);
        if (rows === tileRows) {
          tileOfColumns(from + bytes(channel), count, bytes(depth), panel, sums, panelRow, sums, panelRow);
        } else {
          tileOfColumns(from + bytes(channel), count, bytes(depth), panel, zeros, 0, tile, panelRow);
          addTile(sums, <usize>rows * panelRow);
        }
        sums += <usize>rows * panelRow;
      }
      panel += <usize>block * panelRow;
    }
  }
}

/** The last rows, where a tile has more than there are. */
function addTile(to: usize, length: usize): void {
  for (let at: usize = 0; at < length; at += vector) {
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(tile + at)));
  }
}

/** Parts `[parts, 36, panels, C, 8]` of the gradient of a 3 by 3 filter without strides, `chunk` tiles each. */
export function winogradGradient(
  x: usize,
  dyAt: usize,
  parts: usize,
  tiles: i32,
  pictureHeight: i32,
  pictureWidth: i32,
  pictureChannels: i32,
  filterCount: i32,
  above: i32,
  before: i32,
  yHeight: i32,
  yWidth: i32,
  chunk: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  setPicture(pictureHeight, pictureWidth, pictureChannels);
  setKernel(3, 3, 1, 1);
  setOutput(above, before, yHeight, yWidth);
  dy = dyAt;
  filters = filterCount;
  arrange(x, scratch);
  const values = positions * channels * packed;
  for (let part = from; part < to; part++) {
    const sums = parts + <usize>part * bytes(values);
    clear(sums, values);
    const last = min(tiles, part * chunk + chunk);
    for (let first = part * chunk; first < last; first += block) {
      const count = min(block, last - first);
      for (let each = 0; each < count; each++) {
        takeTile(first + each, taken + bytes(each * depth), bytes(block * depth));
        takeUpstream(first + each, each);
      }
      addTiles(count, sums);
    }
  }
}

/** The parts together, back to `[3, 3, C, O]`; `from` and `to` count inputs. */
export function winogradGather(
  parts: usize,
  count: i32,
  dFilter: usize,
  inputs: i32,
  filterCount: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const step = bytes(inputs * ((filterCount + 7) & ~7));
  const half = scratch + <usize>positions * vector;
  const whole = half + 3 * vector * points;
  for (let input = from; input < to; input++) {
    for (let filter = 0; filter < filterCount; filter += 4) {
      let at = parts + bytes(((filter >> 3) * inputs + input) * tileColumns + (filter & 4));
      for (let position = 0; position < positions; position++) {
        let sum = v128.load(at);
        for (let part = 1; part < count; part++) {
          sum = f32x4.add(sum, v128.load(at + <usize>(part * positions) * step));
        }
        v128.store(scratch + <usize>position * vector, sum);
        at += step;
      }
      transformGradient(points, scratch, vector * points, vector, half, vector * points, vector);
      transformGradient(3, half, vector, vector * points, whole, vector, 3 * vector);
      for (let tap = 0; tap < 9; tap++) {
        const spot = dFilter + bytes((tap * inputs + input) * filterCount + filter);
        storePart(spot, v128.load(whole + <usize>tap * vector), filterCount - filter);
      }
    }
  }
}
