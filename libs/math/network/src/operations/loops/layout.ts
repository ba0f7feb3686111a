import type { Geometry } from '../../definition/geometry.ts';

/** Places turned at a time: few enough that the lines written stay in the cache. */
const tile = 16;

/** `[B, P, C]` → `[C, P, B]`. */
export function channelsToFront(
  x: Float32Array,
  into: Float32Array,
  [batch, places, channels]: readonly [number, number, number],
): void {
  const plane = places * batch;
  for (let begin = 0; begin < places; begin += tile) {
    const end = Math.min(places, begin + tile);
    for (let b = 0; b < batch; b++) {
      let from = (b * places + begin) * channels;
      for (let place = begin; place < end; place++)
        for (let c = 0, to = place * batch + b; c < channels; c++, to += plane) into[to] = x[from++];
    }
  }
}

/** `[B, H, W, C]` → every place that a window of size 1 visits: `[B, h, w, C]`. */
export function visited(x: Float32Array, into: Float32Array, channels: number, geometry: Geometry): void {
  const [height, width] = geometry.input;
  const [rows, columns] = geometry.output;
  const [sh, sw] = geometry.strides;
  const batch = x.length / (height * width * channels);
  let to = 0;
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        let from = ((b * height + i * sh) * width + j * sw) * channels;
        for (let c = 0; c < channels; c++) into[to++] = x[from++];
      }
}

/**
 * Adds up what each window gives back: `[B · h · w, kh · kw · C]` → `[B, H, W, C]` (col2im).
 */
export function gatherWindows(
  windows: Float32Array,
  into: Float32Array,
  channels: number,
  geometry: Geometry,
): void {
  const [height, width] = geometry.input;
  const [rows, columns] = geometry.output;
  const [kh, kw] = geometry.kernel;
  const batch = into.length / (height * width * channels);
  into.fill(0);
  let from = 0;
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        const top = i * geometry.strides[0] - geometry.pad[0];
        const left = j * geometry.strides[1] - geometry.pad[2];
        for (let y = top; y < top + kh; y++)
          for (let x = left; x < left + kw; x++, from += channels) {
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            const to = ((b * height + y) * width + x) * channels;
            for (let c = 0; c < channels; c++) into[to + c] += windows[from + c];
          }
      }
}

/** Each row of `[B, C]` `places` times: `[B, places, C]`, times a factor. */
export function repeatRows(
  x: Float32Array,
  into: Float32Array,
  channels: number,
  places: number,
  factor: number,
): void {
  let to = 0;
  for (let row = 0; row < x.length; row += channels)
    for (let place = 0; place < places; place++)
      for (let c = 0; c < channels; c++) into[to++] = x[row + c] * factor;
}

/** `[R, C]` → `[C, R]`. */
export function turned(x: Float32Array, into: Float32Array, rows: number, columns: number): void {
  for (let begin = 0; begin < columns; begin += tile) {
    const end = Math.min(columns, begin + tile);
    for (let row = 0; row < rows; row++)
      for (let column = begin; column < end; column++) into[column * rows + row] = x[row * columns + column];
  }
}
