import { z } from 'zod';

/** Softmax is over the last axis. */
export const activations = ['linear', 'relu', 'sigmoid', 'tanh', 'softmax'] as const;
export type Activation = (typeof activations)[number];

const pair = z.tuple([z.int().positive(), z.int().positive()]);
/** One number for both directions, or `[height, width]`. */
const size = z.union([
  z
    .int()
    .positive()
    .transform((n): [number, number] => [n, n]),
  pair,
]);

const node = {
  /** The layer's name; `<kind>_<n>` where it is absent. `input` is the network's input. */
  name: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional(),
  /** Names of the layers whose outputs come in; the previous layer where it is absent. */
  inputs: z.array(z.string()).min(1).optional(),
};
const withActivation = { activation: z.enum(activations).default('linear') };
const window = { strides: size.default([1, 1]), padding: z.enum(['valid', 'same']).default('valid') };
/** `he` where a relu follows, `glorot` else: both uniform (Glorot 2010, He 2015); read from `activation` by default. */
const initialiser = z.enum(['glorot', 'he']).optional();
const pool = {
  ...node,
  poolSize: size.default([2, 2]),
  /** The pool size where it is absent. */
  strides: size.optional(),
  padding: window.padding,
};

const conv2dSchema = z.strictObject({
  kind: z.literal('conv2d'),
  ...node,
  filters: z.int().positive(),
  kernelSize: size,
  ...window,
  ...withActivation,
  useBias: z.boolean().default(true),
  initialiser,
});
const depthwiseConv2dSchema = z.strictObject({
  kind: z.literal('depthwiseConv2d'),
  ...node,
  kernelSize: size,
  depthMultiplier: z.int().positive().default(1),
  ...window,
  strides: window.strides.refine(
    ([down, across]) => down === across,
    'expected equal strides in both directions',
  ),
  ...withActivation,
  useBias: z.boolean().default(true),
  initialiser,
});
const denseSchema = z.strictObject({
  kind: z.literal('dense'),
  ...node,
  units: z.int().positive(),
  ...withActivation,
  useBias: z.boolean().default(true),
  initialiser,
});
const maxPool2dSchema = z.strictObject({ kind: z.literal('maxPool2d'), ...pool });
const averagePool2dSchema = z.strictObject({ kind: z.literal('averagePool2d'), ...pool });
const globalAveragePool2dSchema = z.strictObject({ kind: z.literal('globalAveragePool2d'), ...node });
const flattenSchema = z.strictObject({ kind: z.literal('flatten'), ...node });
const dropoutSchema = z.strictObject({
  kind: z.literal('dropout'),
  ...node,
  /** Share of the values set to zero while training; the others grow by 1 / (1 - rate). */
  rate: z.number().min(0).lt(1),
});
const batchNormSchema = z.strictObject({
  kind: z.literal('batchNorm'),
  ...node,
  /** Share of the running statistics kept at each step; smaller where a training has only a few hundred steps. */
  momentum: z.number().min(0).lt(1).default(0.99),
  epsilon: z.number().positive().default(1e-3),
  activation: z.enum(['linear', 'relu']).default('linear'),
});
const activationSchema = z.strictObject({
  kind: z.literal('activation'),
  ...node,
  activation: z.enum(activations),
});
const addSchema = z.strictObject({
  kind: z.literal('add'),
  ...node,
  inputs: z.array(z.string()).min(2),
  activation: z.enum(['linear', 'relu']).default('linear'),
});
const concatSchema = z.strictObject({
  kind: z.literal('concat'),
  ...node,
  inputs: z.array(z.string()).min(2),
});

export const layerSchema = z.discriminatedUnion('kind', [
  conv2dSchema,
  depthwiseConv2dSchema,
  denseSchema,
  maxPool2dSchema,
  averagePool2dSchema,
  globalAveragePool2dSchema,
  flattenSchema,
  dropoutSchema,
  batchNormSchema,
  activationSchema,
  addSchema,
  concatSchema,
]);

/** A layer as it is written: defaults may be left out. */
export type Layer = z.input<typeof layerSchema>;
/** A layer of a checked network: nothing left out. */
export type CheckedLayer = z.output<typeof layerSchema> & {
  readonly name: string;
  readonly inputs: readonly string[];
};

type Settings<S extends z.ZodType> = Omit<z.input<S>, 'kind'>;

/** `[B, H, W, C]` → `[B, h, w, filters]`; y_ij = Σ_m Σ_n x_{i+m-1, j+n-1} k_mn over all channels. */
export const conv2d = (settings: Settings<typeof conv2dSchema>): Layer => ({ kind: 'conv2d', ...settings });
/** `[B, H, W, C]` → `[B, h, w, C · depthMultiplier]`: a convolution of each channel by itself. */
export const depthwiseConv2d = (settings: Settings<typeof depthwiseConv2dSchema>): Layer => ({
  kind: 'depthwiseConv2d',
  ...settings,
});
/** `[B, F]` → `[B, units]`: σ(x W + b). */
export const dense = (settings: Settings<typeof denseSchema>): Layer => ({ kind: 'dense', ...settings });
/** `[B, H, W, C]` → `[B, h, w, C]`: the largest value of each window. */
export const maxPool2d = (settings: Settings<typeof maxPool2dSchema> = {}): Layer => ({
  kind: 'maxPool2d',
  ...settings,
});
/** `[B, H, W, C]` → `[B, h, w, C]`: the mean of each window, padding not counted. */
export const averagePool2d = (settings: Settings<typeof averagePool2dSchema> = {}): Layer => ({
  kind: 'averagePool2d',
  ...settings,
});
/** `[B, H, W, C]` → `[B, C]`: the mean of each channel. */
export const globalAveragePool2d = (settings: Settings<typeof globalAveragePool2dSchema> = {}): Layer => ({
  kind: 'globalAveragePool2d',
  ...settings,
});
/** `[B, H, W, C]` → `[B, H · W · C]`. */
export const flatten = (settings: Settings<typeof flattenSchema> = {}): Layer => ({
  kind: 'flatten',
  ...settings,
});
/** Any shape, kept: zeroes a share of the values while training (Srivastava 2014). */
export const dropout = (settings: Settings<typeof dropoutSchema>): Layer => ({
  kind: 'dropout',
  ...settings,
});
/** Any shape, kept: each channel to mean 0 and variance 1 over the batch, then scaled and shifted (Ioffe 2015). */
export const batchNorm = (settings: Settings<typeof batchNormSchema> = {}): Layer => ({
  kind: 'batchNorm',
  ...settings,
});
/** Any shape, kept: the named function of each value. */
export const activation = (settings: Settings<typeof activationSchema>): Layer => ({
  kind: 'activation',
  ...settings,
});
/** Equal shapes → the same shape: their sum. */
export const add = (settings: Settings<typeof addSchema>): Layer => ({ kind: 'add', ...settings });
/** Shapes equal but for the last axis → side by side along it. */
export const concat = (settings: Settings<typeof concatSchema>): Layer => ({ kind: 'concat', ...settings });
