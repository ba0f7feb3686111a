import { z } from 'zod';
import type { Window } from '../graph/attributes.ts';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import type { LayerRule } from './rule.ts';
import { node, padding, size, type Checked, type Settings } from './settings.ts';
import { features } from './shape.ts';
import { overTime, windowed, windowedSequence, windowOverTime } from './windows.ts';

const pool2d = {
  ...node,
  poolSize: size.default([2, 2]),
  /** The pool size where it is absent. */
  strides: size.optional(),
  padding,
};
const pool1d = {
  ...node,
  /** Steps of the window. */
  poolSize: z.int().positive().default(2),
  /** The pool size where it is absent. */
  strides: z.int().positive().optional(),
  padding,
};

export const maxPool2dSchema = z.strictObject({ kind: z.literal('maxPool2d'), ...pool2d });
export const averagePool2dSchema = z.strictObject({ kind: z.literal('averagePool2d'), ...pool2d });
export const maxPool1dSchema = z.strictObject({ kind: z.literal('maxPool1d'), ...pool1d });
export const averagePool1dSchema = z.strictObject({ kind: z.literal('averagePool1d'), ...pool1d });

/** `[B, H, W, C]` → `[B, h, w, C]`: the largest value of each window. */
export const maxPool2d = (
  settings: Settings<typeof maxPool2dSchema> = {},
): z.input<typeof maxPool2dSchema> => ({ kind: 'maxPool2d', ...settings });
/** `[B, H, W, C]` → `[B, h, w, C]`: the mean of each window, padding not counted. */
export const averagePool2d = (
  settings: Settings<typeof averagePool2dSchema> = {},
): z.input<typeof averagePool2dSchema> => ({ kind: 'averagePool2d', ...settings });
/** `[B, T, C]` → `[B, t, C]`: the largest value of each window. */
export const maxPool1d = (
  settings: Settings<typeof maxPool1dSchema> = {},
): z.input<typeof maxPool1dSchema> => ({ kind: 'maxPool1d', ...settings });
/** `[B, T, C]` → `[B, t, C]`: the mean of each window, padding not counted. */
export const averagePool1d = (
  settings: Settings<typeof averagePool1dSchema> = {},
): z.input<typeof averagePool1dSchema> => ({ kind: 'averagePool1d', ...settings });

type Pool = (x: Value, window: Window) => Value;
type Pool2d = Checked<typeof maxPool2dSchema> | Checked<typeof averagePool2dSchema>;
type Pool1d = Checked<typeof maxPool1dSchema> | Checked<typeof averagePool1dSchema>;

const windowOf = ({ poolSize, strides = poolSize, padding }: Pool2d): Window => ({
  kernel: poolSize,
  strides,
  padding,
});
const timeWindowOf = ({ poolSize, strides = poolSize, padding }: Pool1d): Window =>
  windowOverTime(poolSize, { strides, padding });

const pool2dRule = (pool: Pool): LayerRule<Pool2d> => ({
  output: (layer, [input]) => windowed(layer, input, windowOf(layer), features(input)),
  masking: 'refused',
  forward: (layer, [x]) => pool(x, windowOf(layer)),
});
const pool1dRule = (pool: Pool): LayerRule<Pool1d> => ({
  output: (layer, [input]) => windowedSequence(layer, input, timeWindowOf(layer), features(input)),
  masking: 'refused',
  forward: (layer, [x]) => overTime(x, (picture) => pool(picture, timeWindowOf(layer))),
});

export const maxPool2dRule = pool2dRule(graph.maxPool2d);
export const averagePool2dRule = pool2dRule(graph.averagePool2d);
export const maxPool1dRule = pool1dRule(graph.maxPool2d);
export const averagePool1dRule = pool1dRule(graph.averagePool2d);
