import type { Geometry } from '../../definition/geometry.ts';

/**
 * Gradient of a depthwise filter `[kh, kw, C, M]`: Σ over batch and places of x at the tap times dy.
 *
 * @param x - `[B, H, W, C]`
 * @param dy - `[B, h, w, C · M]`
 */
export function depthwiseFilterSums(
  x: Float32Array,
  dy: Float32Array,
  [channels, multiplier]: readonly [number, number],
  geometry: Geometry,
): Float64Array {
  const [height, width] = geometry.input;
  const [rows, columns] = geometry.output;
  const [kh, kw] = geometry.kernel;
  const filters = channels * multiplier;
  const sums = new Float64Array(kh * kw * filters);
  const batch = x.length / (height * width * channels);
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < rows; i++)
      for (let tapRow = 0; tapRow < kh; tapRow++) {
        const y = i * geometry.strides[0] - geometry.pad[0] + tapRow;
        if (y < 0 || y >= height) continue;
        for (let j = 0; j < columns; j++)
          for (let tap = 0; tap < kw; tap++) {
            const place = j * geometry.strides[1] - geometry.pad[2] + tap;
            if (place < 0 || place >= width) continue;
            let from = ((b * height + y) * width + place) * channels;
            let gradient = ((b * rows + i) * columns + j) * filters;
            let to = (tapRow * kw + tap) * filters;
            for (let c = 0; c < channels; c++, from++)
              for (let m = 0; m < multiplier; m++) sums[to++] += x[from] * dy[gradient++];
          }
      }
  return sums;
}

/**
 * Gradient of a depthwise convolution's input.
 *
 * @param dx - `[B, H, W, C]`, filled here
 */
export function depthwiseInputSums(
  dy: Float32Array,
  filter: Float32Array,
  dx: Float32Array,
  [channels, multiplier]: readonly [number, number],
  geometry: Geometry,
): void {
  const [height, width] = geometry.input;
  const [rows, columns] = geometry.output;
  const [kh, kw] = geometry.kernel;
  const filters = channels * multiplier;
  const batch = dx.length / (height * width * channels);
  dx.fill(0);
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < rows; i++)
      for (let tapRow = 0; tapRow < kh; tapRow++) {
        const y = i * geometry.strides[0] - geometry.pad[0] + tapRow;
        if (y < 0 || y >= height) continue;
        for (let j = 0; j < columns; j++)
          for (let tap = 0; tap < kw; tap++) {
            const place = j * geometry.strides[1] - geometry.pad[2] + tap;
            if (place < 0 || place >= width) continue;
            let to = ((b * height + y) * width + place) * channels;
            let gradient = ((b * rows + i) * columns + j) * filters;
            let weight = (tapRow * kw + tap) * filters;
            for (let c = 0; c < channels; c++, to++)
              for (let m = 0; m < multiplier; m++) dx[to] += filter[weight++] * dy[gradient++];
          }
      }
}
