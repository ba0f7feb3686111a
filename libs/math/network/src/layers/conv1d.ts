import { z } from 'zod';
import * as graph from '../graph/build.ts';
import { bias, kernel } from './parameter.ts';
import type { LayerRule } from './rule.ts';
import { node, padding, weighted, type Checked, type Settings } from './settings.ts';
import { features } from './shape.ts';
import { keepsTime, overTime, windowedSequence, windowOverTime } from './windows.ts';

export const conv1dSchema = z.strictObject({
  kind: z.literal('conv1d'),
  ...node,
  filters: z.int().positive(),
  /** Steps of the window. */
  kernelSize: z.int().positive(),
  strides: z.int().positive().default(1),
  padding,
  ...weighted,
});
type Conv1d = Checked<typeof conv1dSchema>;

/** `[B, T, C]` → `[B, t, filters]`; y_i = Σ_m x_{i+m-1} k_m over all channels. */
export const conv1d = (settings: Settings<typeof conv1dSchema>): z.input<typeof conv1dSchema> => ({
  kind: 'conv1d',
  ...settings,
});

export const conv1dRule: LayerRule<Conv1d> = {
  output: (layer, [input]) =>
    windowedSequence(layer, input, windowOverTime(layer.kernelSize, layer), layer.filters),
  parameters(layer, [input]) {
    const { kernelSize, filters } = layer;
    const fans = { fanIn: kernelSize * features(input), fanOut: kernelSize * filters };
    return [kernel(layer, [kernelSize, features(input), filters], fans), ...bias(layer, filters)];
  },
  masking: (layer) => (keepsTime(layer) ? 'kept' : 'refused'),
  forward(layer, [x], { parameter, masks: [mask] }) {
    const filter = parameter('kernel');
    const window = windowOverTime(layer.kernelSize, layer);
    // Filling is as good as padding: what it holds must not reach the steps beside it.
    const clean = mask ? graph.multiply(x, graph.reshape(mask, [...mask.shape, 1])) : x;
    const y = overTime(clean, (picture) =>
      graph.conv2d(picture, graph.reshape(filter, [1, ...filter.shape]), window),
    );
    return layer.useBias ? graph.add(y, parameter('bias')) : y;
  },
};
