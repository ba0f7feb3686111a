import type { Geometry } from '../../definition/geometry.ts';

interface Place {
  readonly batch: number;
  readonly channels: number;
}

/**
 * Gradient of max pooling: each dy goes to the first largest value of its window. Windows may overlap.
 *
 * @param x - `[B, H, W, C]`
 * @param dy - `[B, h, w, C]`
 * @param dx - `[B, H, W, C]`, filled here
 */
export function maxPoolGradient(
  x: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  { batch, channels }: Place,
  geometry: Geometry,
): void {
  const [height, width] = geometry.input;
  const [rows, columns] = geometry.output;
  dx.fill(0);
  let from = 0;
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < rows; i++) {
      const top = i * geometry.strides[0] - geometry.pad[0];
      const [y0, y1] = [Math.max(0, top), Math.min(height, top + geometry.kernel[0])];
      for (let j = 0; j < columns; j++) {
        const left = j * geometry.strides[1] - geometry.pad[2];
        const [x0, x1] = [Math.max(0, left), Math.min(width, left + geometry.kernel[1])];
        for (let c = 0; c < channels; c++) {
          let best = ((b * height + y0) * width + x0) * channels + c;
          for (let y = y0; y < y1; y++) {
            let at = ((b * height + y) * width + x0) * channels + c;
            for (let k = x0; k < x1; k++, at += channels) if (x[at] > x[best]) best = at;
          }
          dx[best] += dy[from++];
        }
      }
    }
}

/** Gradient of average pooling: each dy is shared evenly by the values of its window, padding left out. */
export function averagePoolGradient(
  dy: Float32Array,
  dx: Float32Array,
  { batch, channels }: Place,
  geometry: Geometry,
): void {
  const [height, width] = geometry.input;
  const [rows, columns] = geometry.output;
  dx.fill(0);
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < rows; i++) {
      const top = i * geometry.strides[0] - geometry.pad[0];
      const [y0, y1] = [Math.max(0, top), Math.min(height, top + geometry.kernel[0])];
      for (let j = 0; j < columns; j++) {
        const left = j * geometry.strides[1] - geometry.pad[2];
        const [x0, x1] = [Math.max(0, left), Math.min(width, left + geometry.kernel[1])];
        const from = ((b * rows + i) * columns + j) * channels;
        const share = 1 / ((y1 - y0) * (x1 - x0));
        for (let y = y0; y < y1; y++) {
          let at = ((b * height + y) * width + x0) * channels;
          for (let k = x0; k < x1; k++) for (let c = 0; c < channels; c++) dx[at++] += dy[from + c] * share;
        }
      }
    }
}
