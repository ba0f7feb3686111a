import { z } from 'zod';
import * as graph from '../graph/build.ts';
import type { LayerRule } from './rule.ts';
import { node, type Checked, type Settings } from './settings.ts';

export const dropoutSchema = z.strictObject({
  kind: z.literal('dropout'),
  ...node,
  /** Share of the values set to zero while training; the others grow by 1 / (1 - rate). */
  rate: z.number().min(0).lt(1),
});
type Dropout = Checked<typeof dropoutSchema>;

/** Any shape, kept: zeroes a share of the values while training (Srivastava 2014). */
export const dropout = (settings: Settings<typeof dropoutSchema>): z.input<typeof dropoutSchema> => ({
  kind: 'dropout',
  ...settings,
});

export const dropoutRule: LayerRule<Dropout> = {
  output: (_, [input]) => input,
  masking: 'kept',
  forward({ rate }, [x], { training, random }) {
    if (!training || rate === 0) return x;
    const kept = graph.greater(random(x.shape), rate);
    return graph.multiply(x, graph.multiply(kept, 1 / (1 - rate)));
  },
};
