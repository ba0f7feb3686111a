import { z } from 'zod';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import type { LayerRule } from './rule.ts';
import { node, type Checked, type Settings } from './settings.ts';
import { expectRank, features } from './shape.ts';

export const globalAveragePool2dSchema = z.strictObject({ kind: z.literal('globalAveragePool2d'), ...node });
export const globalMaxPool2dSchema = z.strictObject({ kind: z.literal('globalMaxPool2d'), ...node });
export const globalAveragePool1dSchema = z.strictObject({ kind: z.literal('globalAveragePool1d'), ...node });
export const globalMaxPool1dSchema = z.strictObject({ kind: z.literal('globalMaxPool1d'), ...node });

/** `[B, H, W, C]` → `[B, C]`: the mean of each channel. */
export const globalAveragePool2d = (
  settings: Settings<typeof globalAveragePool2dSchema> = {},
): z.input<typeof globalAveragePool2dSchema> => ({ kind: 'globalAveragePool2d', ...settings });
/** `[B, H, W, C]` → `[B, C]`: the largest value of each channel. */
export const globalMaxPool2d = (
  settings: Settings<typeof globalMaxPool2dSchema> = {},
): z.input<typeof globalMaxPool2dSchema> => ({ kind: 'globalMaxPool2d', ...settings });
/** `[B, T, C]` → `[B, C]`: the mean of each channel over the steps that count; 0 where none does. */
export const globalAveragePool1d = (
  settings: Settings<typeof globalAveragePool1dSchema> = {},
): z.input<typeof globalAveragePool1dSchema> => ({ kind: 'globalAveragePool1d', ...settings });
/** `[B, T, C]` → `[B, C]`: the largest value of each channel over the steps that count; 0 where none does. */
export const globalMaxPool1d = (
  settings: Settings<typeof globalMaxPool1dSchema> = {},
): z.input<typeof globalMaxPool1dSchema> => ({ kind: 'globalMaxPool1d', ...settings });

/** `[B, T]` → `[B, T, 1]` */
const besideValues = (mask: Value): Value => graph.reshape(mask, [...mask.shape, 1]);
const overSteps = { axes: [1], keepDimensions: false };

function maskedMean(x: Value, mask: Value): Value {
  const counts = besideValues(mask);
  const sum = graph.sum(graph.multiply(x, counts), overSteps);
  return graph.divide(sum, graph.maximum(graph.sum(counts, overSteps), 1));
}

/** Lower than every value that float32 can hold by a margin, and still finite. */
const lowest = -3e38;

function maskedMax(x: Value, mask: Value): Value {
  const counts = besideValues(mask);
  const largest = graph.max(graph.select(counts, x, lowest), overSteps);
  return graph.select(graph.max(counts, overSteps), largest, 0);
}

interface Reduction {
  all(x: Value, over: { readonly axes: readonly number[]; readonly keepDimensions: boolean }): Value;
  masked(x: Value, mask: Value): Value;
}

type Pool2d = Checked<typeof globalAveragePool2dSchema> | Checked<typeof globalMaxPool2dSchema>;
type Pool1d = Checked<typeof globalAveragePool1dSchema> | Checked<typeof globalMaxPool1dSchema>;

const pool2dRule = ({ all }: Pick<Reduction, 'all'>): LayerRule<Pool2d> => ({
  output(layer, [input]) {
    expectRank(layer, input, 3);
    return [features(input)];
  },
  masking: 'refused',
  forward: (_, [x]) => all(x, { axes: [1, 2], keepDimensions: false }),
});
const pool1dRule = ({ all, masked }: Reduction): LayerRule<Pool1d> => ({
  output(layer, [input]) {
    expectRank(layer, input, 2);
    return [features(input)];
  },
  masking: 'ended',
  forward: (_, [x], { masks: [mask] }) => (mask ? masked(x, mask) : all(x, overSteps)),
});

const average: Reduction = { all: graph.mean, masked: maskedMean };
const largest: Reduction = { all: graph.max, masked: maskedMax };

export const globalAveragePool2dRule = pool2dRule(average);
export const globalMaxPool2dRule = pool2dRule(largest);
export const globalAveragePool1dRule = pool1dRule(average);
export const globalMaxPool1dRule = pool1dRule(largest);
