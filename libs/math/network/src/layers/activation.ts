import { z } from 'zod';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import type { LayerRule } from './rule.ts';
import { activations, node, type Activation, type Checked, type Settings } from './settings.ts';

export const activationSchema = z.strictObject({
  kind: z.literal('activation'),
  ...node,
  activation: z.enum(activations),
});

/** Any shape, kept: the named function of each value. */
export const activation = (
  settings: Settings<typeof activationSchema>,
): z.input<typeof activationSchema> => ({ kind: 'activation', ...settings });

/** Like every layer's, its activation is applied after `forward`. */
export const activationRule: LayerRule<Checked<typeof activationSchema>> = {
  output: (_, [input]) => input,
  masking: 'kept',
  forward: (_, [x]) => x,
};

const functions: Readonly<Record<Activation, (x: Value) => Value>> = {
  linear: (x) => x,
  relu: graph.relu,
  sigmoid: graph.sigmoid,
  tanh: graph.tanh,
  softmax: graph.softmax,
};

export const activated = (name: Activation, x: Value): Value => functions[name](x);
