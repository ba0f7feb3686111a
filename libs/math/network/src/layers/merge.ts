import { z } from 'zod';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import type { LayerRule } from './rule.ts';
import { merging, type Checked, type Settings } from './settings.ts';
import { equalInputs, features } from './shape.ts';

export const addSchema = z.strictObject({
  kind: z.literal('add'),
  ...merging,
  activation: z.enum(['linear', 'relu']).default('linear'),
});
export const multiplySchema = z.strictObject({ kind: z.literal('multiply'), ...merging });
export const concatSchema = z.strictObject({ kind: z.literal('concat'), ...merging });

/** Equal shapes → the same shape: their sum. */
export const add = (settings: Settings<typeof addSchema>): z.input<typeof addSchema> => ({
  kind: 'add',
  ...settings,
});
/** Equal shapes → the same shape: their product, value by value. */
export const multiply = (settings: Settings<typeof multiplySchema>): z.input<typeof multiplySchema> => ({
  kind: 'multiply',
  ...settings,
});
/** Shapes equal but for the last axis → side by side along it. */
export const concat = (settings: Settings<typeof concatSchema>): z.input<typeof concatSchema> => ({
  kind: 'concat',
  ...settings,
});

type Merge = Checked<typeof addSchema> | Checked<typeof multiplySchema>;

const mergeRule = (together: (a: Value, b: Value) => Value): LayerRule<Merge> => ({
  output: (layer, inputs) => equalInputs(layer, inputs, (rank) => rank),
  masking: 'shared',
  forward: (_, inputs) => inputs.reduce((a, b) => together(a, b)),
});

export const addRule = mergeRule(graph.add);
export const multiplyRule = mergeRule(graph.multiply);

export const concatRule: LayerRule<Checked<typeof concatSchema>> = {
  output(layer, inputs) {
    const first = equalInputs(layer, inputs, (rank) => rank - 1);
    return [...first.slice(0, -1), inputs.reduce((sum, shape) => sum + features(shape), 0)];
  },
  masking: 'shared',
  forward: (_, inputs) => graph.concat(inputs, inputs[0].shape.length - 1),
};
