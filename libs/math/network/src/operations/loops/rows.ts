/** Sums over the rows of `[N, C]`, in double precision: `[C]`. */
export function sumOfRows(x: Float32Array, channels: number): Float64Array {
  const sums = new Float64Array(channels);
  for (let at = 0; at < x.length;) for (let c = 0; c < channels; c++) sums[c] += x[at++];
  return sums;
}

/** Mean and biased variance of each column of `[N, C]`, in two passes, so that a large mean costs no digits. */
export function momentsOfRows(
  x: Float32Array,
  channels: number,
): { mean: Float64Array; variance: Float64Array } {
  const count = x.length / channels;
  const mean = sumOfRows(x, channels).map((sum) => sum / count);
  const squares = new Float64Array(channels);
  for (let at = 0; at < x.length;)
    for (let c = 0; c < channels; c++) {
      const centred = x[at++] - mean[c];
      squares[c] += centred * centred;
    }
  return { mean, variance: squares.map((sum) => sum / count) };
}

/** y = x · factor + shift, column by column of `[N, C]`. */
export function scaleRows(x: Float32Array, y: Float32Array, factor: Float64Array, shift: Float64Array): void {
  const channels = factor.length;
  for (let at = 0; at < x.length;)
    for (let c = 0; c < channels; c++) {
      y[at] = x[at] * factor[c] + shift[c];
      at++;
    }
}

/**
 * Σ dy and Σ dy · (x - mean) of each column, and from them the gradient of a batch norm's input:
 * dx = factor · (dy - mean(dy) - (x - mean) · inverse² · mean(dy · (x - mean))).
 *
 * @param norm - mean, inverse standard deviation and scale `[C]`
 */
export function batchNormRowsGradient(
  dy: Float32Array,
  x: Float32Array,
  dx: Float32Array,
  norm: { readonly mean: Float32Array; readonly inverse: Float32Array; readonly scale: Float32Array },
): { offset: Float64Array; scale: Float64Array } {
  const { mean, inverse, scale } = norm;
  const channels = mean.length;
  const count = x.length / channels;
  const sums = new Float64Array(channels);
  const products = new Float64Array(channels);
  for (let at = 0; at < x.length;)
    for (let c = 0; c < channels; c++) {
      const gradient = dy[at];
      sums[c] += gradient;
      products[c] += gradient * (x[at] - mean[c]);
      at++;
    }
  const factor = new Float64Array(channels);
  const towards = new Float64Array(channels);
  const shift = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    factor[c] = scale[c] * inverse[c];
    towards[c] = (-factor[c] * inverse[c] * inverse[c] * products[c]) / count;
    shift[c] = (-factor[c] * sums[c]) / count - mean[c] * towards[c];
  }
  for (let at = 0; at < x.length;)
    for (let c = 0; c < channels; c++) {
      dx[at] = dy[at] * factor[c] + x[at] * towards[c] + shift[c];
      at++;
    }
  return { offset: sums, scale: products.map((product, c) => product * inverse[c]) };
}
