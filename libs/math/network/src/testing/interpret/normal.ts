import { filled, real, rowsOf, type Kernel, type Real } from './real.ts';

const alongRows = (x: Real, row: (values: Float64Array) => Iterable<number>): Real =>
  real(x.shape, Float64Array.from(rowsOf(x).flatMap((values) => [...row(values)])));

const logTotal = (row: Float64Array): number => {
  const largest = Math.max(...row);
  return largest + Math.log(row.reduce((total, x) => total + Math.exp(x - largest), 0));
};

/** Mean over all axes but the last. */
const channelMeans = ({ shape, data }: Real): Real => {
  const channels = shape[shape.length - 1];
  const means = real([channels]);
  data.forEach((value, i) => (means.data[i % channels] += (value * channels) / data.length));
  return means;
};

export const normal: {
  readonly [N in 'softmax' | 'logSoftmax' | 'batchNorm' | 'batchNormGradient']: Kernel<N>;
} = {
  softmax: ([x]) => [alongRows(x, (row) => row.map((value) => Math.exp(value - logTotal(row))))],
  logSoftmax: ([x]) => [alongRows(x, (row) => row.map((value) => value - logTotal(row)))],
  batchNorm: ([x, scale, offset], { epsilon }) => {
    const c = scale.data.length;
    const mean = channelMeans(x);
    const variance = channelMeans(filled(x.shape, (i) => (x.data[i] - mean.data[i % c]) ** 2));
    const y = filled(
      x.shape,
      (i) =>
        (scale.data[i % c] * (x.data[i] - mean.data[i % c])) / Math.sqrt(variance.data[i % c] + epsilon) +
        offset.data[i % c],
    );
    return [y, mean, variance];
  },
  // With n = (x - mean) / √(variance + ε): dx = scale / √(variance + ε) · (dy - mean(dy) - n · mean(dy n)).
  batchNormGradient: ([dy, x, scale, mean, variance], { epsilon }) => {
    const c = scale.data.length;
    const rows = x.data.length / c;
    const spread = variance.data.map((value) => Math.sqrt(value + epsilon));
    const n = filled(x.shape, (i) => (x.data[i] - mean.data[i % c]) / spread[i % c]);
    const dyMean = channelMeans(dy);
    const both = channelMeans(filled(x.shape, (i) => dy.data[i] * n.data[i]));
    return [
      filled(
        x.shape,
        (i) =>
          (scale.data[i % c] / spread[i % c]) *
          (dy.data[i] - dyMean.data[i % c] - n.data[i] * both.data[i % c]),
      ),
      filled([c], (i) => both.data[i] * rows),
      filled([c], (i) => dyMean.data[i] * rows),
    ];
  },
};
