import { z } from 'zod';
import * as graph from '../graph/build.ts';
import { filledWith, parameter } from './parameter.ts';
import type { LayerRule } from './rule.ts';
import { node, type Checked, type Settings } from './settings.ts';
import { features } from './shape.ts';

const fromNorm = { activation: z.enum(['linear', 'relu']).default('linear') };

export const batchNormSchema = z.strictObject({
  kind: z.literal('batchNorm'),
  ...node,
  /** Share of the running statistics kept at each step; smaller where a training has only a few hundred steps. */
  momentum: z.number().min(0).lt(1).default(0.99),
  epsilon: z.number().positive().default(1e-3),
  ...fromNorm,
});
export const layerNormSchema = z.strictObject({
  kind: z.literal('layerNorm'),
  ...node,
  epsilon: z.number().positive().default(1e-3),
  ...fromNorm,
});
type BatchNorm = Checked<typeof batchNormSchema>;
type LayerNorm = Checked<typeof layerNormSchema>;

/** Any shape, kept: each channel to mean 0 and variance 1 over the batch, then scaled and shifted (Ioffe 2015). */
export const batchNorm = (
  settings: Settings<typeof batchNormSchema> = {},
): z.input<typeof batchNormSchema> => ({ kind: 'batchNorm', ...settings });
/** Any shape, kept: the features of each step or place to mean 0 and variance 1, then scaled and shifted (Ba 2016). */
export const layerNorm = (
  settings: Settings<typeof layerNormSchema> = {},
): z.input<typeof layerNormSchema> => ({ kind: 'layerNorm', ...settings });

export const batchNormRule: LayerRule<BatchNorm> = {
  output: (_, [input]) => input,
  parameters(layer, [input]) {
    const channels = [features(input)];
    return [
      parameter(layer, 'gamma', channels, { start: filledWith(1) }),
      parameter(layer, 'beta', channels, { start: filledWith(0) }),
      parameter(layer, 'mean', channels, { start: filledWith(0), trained: false }),
      parameter(layer, 'variance', channels, { start: filledWith(1), trained: false }),
    ];
  },
  masking: 'refused',
  forward({ epsilon, momentum }, [x], { training, parameter: weight, becomes }) {
    const [gamma, beta] = [weight('gamma'), weight('beta')];
    if (!training) {
      const scale = graph.divide(gamma, graph.sqrt(graph.add(weight('variance'), epsilon)));
      const offset = graph.subtract(beta, graph.multiply(weight('mean'), scale));
      return graph.add(graph.multiply(x, scale), offset);
    }
    const [y, mean, variance] = graph.batchNorm(x, gamma, beta, epsilon);
    for (const [role, now] of [
      ['mean', mean],
      ['variance', variance],
    ] as const)
      becomes(role, graph.add(graph.multiply(weight(role), momentum), graph.multiply(now, 1 - momentum)));
    return y;
  },
};

export const layerNormRule: LayerRule<LayerNorm> = {
  output: (_, [input]) => input,
  parameters: (layer, [input]) => [
    parameter(layer, 'gamma', [features(input)], { start: filledWith(1) }),
    parameter(layer, 'beta', [features(input)], { start: filledWith(0) }),
  ],
  masking: 'kept',
  forward({ epsilon }, [x], { parameter: weight }) {
    const over = { axes: [x.shape.length - 1], keepDimensions: true };
    const centred = graph.subtract(x, graph.mean(x, over));
    const variance = graph.mean(graph.square(centred), over);
    const normed = graph.divide(centred, graph.sqrt(graph.add(variance, epsilon)));
    return graph.add(graph.multiply(normed, weight('gamma')), weight('beta'));
  },
};
