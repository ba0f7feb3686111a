import { z } from 'zod';
import * as graph from '../graph/build.ts';
import { bias, kernel } from './parameter.ts';
import type { LayerRule } from './rule.ts';
import { node, weighted, type Checked, type Settings } from './settings.ts';
import { expectRank, features } from './shape.ts';

export const denseSchema = z.strictObject({
  kind: z.literal('dense'),
  ...node,
  units: z.int().positive(),
  ...weighted,
});
type Dense = Checked<typeof denseSchema>;

/** `[B, F]` → `[B, units]`: σ(x W + b); of a sequence `[B, T, F]` → `[B, T, units]`, each step alike. */
export const dense = (settings: Settings<typeof denseSchema>): z.input<typeof denseSchema> => ({
  kind: 'dense',
  ...settings,
});

export const denseRule: LayerRule<Dense> = {
  output(layer, [input]) {
    expectRank(layer, input, ...(input.length === 2 ? ([1, 2] as const) : ([1] as const)));
    return [...input.slice(0, -1), layer.units];
  },
  parameters(layer, [input]) {
    const fans = { fanIn: features(input), fanOut: layer.units };
    return [kernel(layer, [fans.fanIn, fans.fanOut], fans), ...bias(layer, layer.units)];
  },
  masking: 'kept',
  forward(layer, [x], { parameter }) {
    const scores = graph.matMul(x, parameter('kernel'));
    return layer.useBias ? graph.add(scores, parameter('bias')) : scores;
  },
};
