import { z } from 'zod';
import type { Window } from '../graph/attributes.ts';
import * as graph from '../graph/build.ts';
import { bias, kernel } from './parameter.ts';
import type { LayerRule } from './rule.ts';
import { node, size, weighted, window, type Checked, type Settings } from './settings.ts';
import { features } from './shape.ts';
import { windowed } from './windows.ts';

export const conv2dSchema = z.strictObject({
  kind: z.literal('conv2d'),
  ...node,
  filters: z.int().positive(),
  kernelSize: size,
  ...window,
  ...weighted,
});
type Conv2d = Checked<typeof conv2dSchema>;

/** `[B, H, W, C]` → `[B, h, w, filters]`; y_ij = Σ_m Σ_n x_{i+m-1, j+n-1} k_mn over all channels. */
export const conv2d = (settings: Settings<typeof conv2dSchema>): z.input<typeof conv2dSchema> => ({
  kind: 'conv2d',
  ...settings,
});

const windowOf = ({ kernelSize, strides, padding }: Conv2d): Window => ({
  kernel: kernelSize,
  strides,
  padding,
});

export const conv2dRule: LayerRule<Conv2d> = {
  output: (layer, [input]) => windowed(layer, input, windowOf(layer), layer.filters),
  parameters(layer, [input]) {
    const [height, width] = layer.kernelSize;
    const shape = [height, width, features(input), layer.filters];
    const fans = { fanIn: height * width * features(input), fanOut: height * width * layer.filters };
    return [kernel(layer, shape, fans), ...bias(layer, layer.filters)];
  },
  masking: 'refused',
  forward(layer, [x], { parameter }) {
    const y = graph.conv2d(x, parameter('kernel'), windowOf(layer));
    return layer.useBias ? graph.add(y, parameter('bias')) : y;
  },
};
