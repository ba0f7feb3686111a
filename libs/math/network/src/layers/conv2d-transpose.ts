import { z } from 'zod';
import type { Window } from '../graph/attributes.ts';
import * as graph from '../graph/build.ts';
import { bias, kernel } from './parameter.ts';
import type { LayerRule } from './rule.ts';
import { node, size, weighted, window, type Checked, type Settings } from './settings.ts';
import { expectRank, features, known, type Shape } from './shape.ts';

export const conv2dTransposeSchema = z.strictObject({
  kind: z.literal('conv2dTranspose'),
  ...node,
  filters: z.int().positive(),
  kernelSize: size,
  ...window,
  ...weighted,
});
type Conv2dTranspose = Checked<typeof conv2dTransposeSchema>;

/**
 * `[B, h, w, C]` → `[B, H, W, filters]`: the way back through a convolution, each value spread over a window of the
 * larger picture. H = h · stride, with padding `valid` + max(kernel - stride, 0).
 */
export const conv2dTranspose = (
  settings: Settings<typeof conv2dTransposeSchema>,
): z.input<typeof conv2dTransposeSchema> => ({ kind: 'conv2dTranspose', ...settings });

const windowOf = ({ kernelSize, strides, padding }: Conv2dTranspose): Window => ({
  kernel: kernelSize,
  strides,
  padding,
});

function pictureAfter(layer: Conv2dTranspose, lengths: readonly number[]): [number, number] {
  const { kernelSize, strides, padding } = layer;
  const after = (axis: 0 | 1): number =>
    lengths[axis] * strides[axis] + (padding === 'same' ? 0 : Math.max(0, kernelSize[axis] - strides[axis]));
  return [after(0), after(1)];
}

export const conv2dTransposeRule: LayerRule<Conv2dTranspose> = {
  output(layer, [input]): Shape {
    expectRank(layer, input, 3);
    return [...pictureAfter(layer, [known(layer, input, 0), known(layer, input, 1)]), layer.filters];
  },
  parameters(layer, [input]) {
    const [height, width] = layer.kernelSize;
    const shape = [height, width, layer.filters, features(input)];
    const fans = { fanIn: height * width * features(input), fanOut: height * width * layer.filters };
    return [kernel(layer, shape, fans), ...bias(layer, layer.filters)];
  },
  masking: 'refused',
  forward(layer, [x], { parameter }) {
    const input = pictureAfter(layer, x.shape.slice(1, 3) as number[]);
    const y = graph.conv2dInput(x, parameter('kernel'), { ...windowOf(layer), input });
    return layer.useBias ? graph.add(y, parameter('bias')) : y;
  },
};
