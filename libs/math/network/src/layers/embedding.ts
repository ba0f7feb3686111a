import { z } from 'zod';
import * as graph from '../graph/build.ts';
import { parameter, uniform } from './parameter.ts';
import type { LayerRule } from './rule.ts';
import { node, type Checked, type Settings } from './settings.ts';
import { refuseShape, shapeWords } from './shape.ts';

export const embeddingSchema = z.strictObject({
  kind: z.literal('embedding'),
  ...node,
  /** Tokens are whole numbers from 0 to vocabulary - 1. */
  vocabulary: z.int().positive(),
  units: z.int().positive(),
  /** Token 0 is filling, and later layers pass over it. */
  maskZero: z.boolean().default(false),
});
type Embedding = Checked<typeof embeddingSchema>;

/** Tokens `[B, T]` → `[B, T, units]`: the row of each in a learned table. */
export const embedding = (settings: Settings<typeof embeddingSchema>): z.input<typeof embeddingSchema> => ({
  kind: 'embedding',
  ...settings,
});

export const embeddingRule: LayerRule<Embedding> = {
  output(layer, [input]) {
    if (input.length !== 1) refuseShape(layer, 'rank', '[time]', shapeWords(input));
    return [...input, layer.units];
  },
  parameters: (layer) => [
    parameter(layer, 'table', [layer.vocabulary, layer.units], { start: uniform(0.05) }),
  ],
  masking: 'refused',
  mask: (layer, tokens) => (layer.maskZero ? graph.greater(graph.toFloat(tokens), 0) : null),
  forward: (_, [tokens], { parameter }) => graph.gather(parameter('table'), tokens),
};
