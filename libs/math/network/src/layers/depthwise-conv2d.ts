import { z } from 'zod';
import type { Window } from '../graph/attributes.ts';
import * as graph from '../graph/build.ts';
import { bias, kernel } from './parameter.ts';
import type { LayerRule } from './rule.ts';
import { equalStrides, node, size, weighted, window, type Checked, type Settings } from './settings.ts';
import { features } from './shape.ts';
import { windowed } from './windows.ts';

const depthwise = {
  kernelSize: size,
  depthMultiplier: z.int().positive().default(1),
  ...window,
  strides: equalStrides,
  ...weighted,
};

export const depthwiseConv2dSchema = z.strictObject({
  kind: z.literal('depthwiseConv2d'),
  ...node,
  ...depthwise,
});
type DepthwiseConv2d = Checked<typeof depthwiseConv2dSchema>;

export const separableConv2dSchema = z.strictObject({
  kind: z.literal('separableConv2d'),
  ...node,
  filters: z.int().positive(),
  ...depthwise,
});
type SeparableConv2d = Checked<typeof separableConv2dSchema>;

/** `[B, H, W, C]` → `[B, h, w, C · depthMultiplier]`: a convolution of each channel by itself. */
export const depthwiseConv2d = (
  settings: Settings<typeof depthwiseConv2dSchema>,
): z.input<typeof depthwiseConv2dSchema> => ({ kind: 'depthwiseConv2d', ...settings });

/** `[B, H, W, C]` → `[B, h, w, filters]`: each channel by itself, then all of them at each place (Chollet 2017). */
export const separableConv2d = (
  settings: Settings<typeof separableConv2dSchema>,
): z.input<typeof separableConv2dSchema> => ({ kind: 'separableConv2d', ...settings });

const windowOf = ({ kernelSize, strides, padding }: DepthwiseConv2d | SeparableConv2d): Window => ({
  kernel: kernelSize,
  strides,
  padding,
});

export const depthwiseConv2dRule: LayerRule<DepthwiseConv2d> = {
  output: (layer, [input]) =>
    windowed(layer, input, windowOf(layer), features(input) * layer.depthMultiplier),
  parameters(layer, [input]) {
    const { kernelSize, depthMultiplier } = layer;
    const area = kernelSize[0] * kernelSize[1];
    const shape = [...kernelSize, features(input), depthMultiplier];
    const fans = { fanIn: area, fanOut: area * depthMultiplier };
    return [kernel(layer, shape, fans), ...bias(layer, features(input) * depthMultiplier)];
  },
  masking: 'refused',
  forward(layer, [x], { parameter }) {
    const y = graph.depthwiseConv2d(x, parameter('kernel'), windowOf(layer));
    return layer.useBias ? graph.add(y, parameter('bias')) : y;
  },
};

export const separableConv2dRule: LayerRule<SeparableConv2d> = {
  output: (layer, [input]) => windowed(layer, input, windowOf(layer), layer.filters),
  parameters(layer, [input]) {
    const { kernelSize, depthMultiplier, filters } = layer;
    const area = kernelSize[0] * kernelSize[1];
    const between = features(input) * depthMultiplier;
    return [
      kernel(
        layer,
        [...kernelSize, features(input), depthMultiplier],
        { fanIn: area, fanOut: area * depthMultiplier },
        'depthwise',
      ),
      kernel(layer, [1, 1, between, filters], { fanIn: between, fanOut: filters }, 'pointwise'),
      ...bias(layer, filters),
    ];
  },
  masking: 'refused',
  forward(layer, [x], { parameter }) {
    const each = graph.depthwiseConv2d(x, parameter('depthwise'), windowOf(layer));
    const y = graph.conv2d(each, parameter('pointwise'), {
      kernel: [1, 1],
      strides: [1, 1],
      padding: 'valid',
    });
    return layer.useBias ? graph.add(y, parameter('bias')) : y;
  },
};
