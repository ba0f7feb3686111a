import { z } from 'zod';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import type { LayerRule } from './rule.ts';
import { node, type Checked, type Settings } from './settings.ts';
import { expectRank } from './shape.ts';

export const maskingSchema = z.strictObject({
  kind: z.literal('masking'),
  ...node,
  value: z.number().default(0),
});
type Masked = Checked<typeof maskingSchema>;

/** `[B, T, F]`, kept: steps at which all features are `value` are filling; they become 0, and later layers pass over them. */
export const masking = (settings: Settings<typeof maskingSchema> = {}): z.input<typeof maskingSchema> => ({
  kind: 'masking',
  ...settings,
});

function counting(x: Value, value: number): Value {
  const differs = graph.greater(graph.abs(graph.subtract(x, value)), 0);
  return graph.max(differs, { axes: [2], keepDimensions: false });
}

export const maskingRule: LayerRule<Masked> = {
  output(layer, [input]) {
    expectRank(layer, input, 2);
    return input;
  },
  masking: 'refused',
  mask: ({ value }, x) => counting(x, value),
  forward({ value }, [x]) {
    const mask = counting(x, value);
    return graph.multiply(x, graph.reshape(mask, [...mask.shape, 1]));
  },
};
