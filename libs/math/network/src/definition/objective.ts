import { z } from 'zod';

const labelSmoothing = z.number().min(0).lt(1).default(0);
const learningRate = z.number().positive();
/** Largest norm of all gradients together; they are scaled down to it. `null`: never. */
const clipNorm = z.number().positive().nullable().default(null);
/** Largest size of each gradient's values; larger ones are cut before the norm is taken. Absent: none. */
const clipValue = z.number().positive().optional();
const clipping = { clipNorm, clipValue };
const share = z.number().gt(0).lt(1);

const binarySchema = z.strictObject({ kind: z.literal('binaryCrossentropy'), labelSmoothing });
const categoricalSchema = z.strictObject({ kind: z.literal('categoricalCrossentropy'), labelSmoothing });
const squaredSchema = z.strictObject({ kind: z.literal('meanSquaredError') });
const absoluteSchema = z.strictObject({ kind: z.literal('meanAbsoluteError') });
const huberSchema = z.strictObject({
  kind: z.literal('huber'),
  /** Error from which on the loss rises in a straight line. */
  delta: z.number().positive().default(1),
});
const quantileSchema = z.strictObject({ kind: z.literal('quantile'), quantiles: z.array(share).min(1) });

export const lossSchema = z.discriminatedUnion('kind', [
  binarySchema,
  categoricalSchema,
  squaredSchema,
  absoluteSchema,
  huberSchema,
  quantileSchema,
]);
export type Loss = z.input<typeof lossSchema>;
export type CheckedLoss = z.output<typeof lossSchema>;

const sgdSchema = z.strictObject({
  kind: z.literal('sgd'),
  learningRate: learningRate.default(0.01),
  momentum: z.number().min(0).lt(1).default(0),
  ...clipping,
});
const moments = {
  learningRate: learningRate.default(0.001),
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().positive().default(1e-7),
  ...clipping,
};
const adamSchema = z.strictObject({ kind: z.literal('adam'), ...moments });
const adamWSchema = z.strictObject({
  kind: z.literal('adamW'),
  ...moments,
  weightDecay: z.number().min(0).default(0.004),
});
const rmsPropSchema = z.strictObject({
  kind: z.literal('rmsProp'),
  learningRate: learningRate.default(0.001),
  rho: z.number().min(0).lt(1).default(0.9),
  epsilon: z.number().positive().default(1e-7),
  ...clipping,
});

export const optimiserSchema = z.discriminatedUnion('kind', [
  sgdSchema,
  adamSchema,
  adamWSchema,
  rmsPropSchema,
]);
export type Optimiser = z.input<typeof optimiserSchema>;
export type CheckedOptimiser = z.output<typeof optimiserSchema>;

type Settings<S extends z.ZodType> = Omit<z.input<S>, 'kind'>;

/** -t log p - (1 - t) log (1 - p), mean over units and batch; the last layer is a sigmoid. */
export const binaryCrossentropy = (settings: Settings<typeof binarySchema> = {}): Loss => ({
  kind: 'binaryCrossentropy',
  ...settings,
});
/** -Σ t log p, mean over the batch; the last layer is a softmax over two units or more. */
export const categoricalCrossentropy = (settings: Settings<typeof categoricalSchema> = {}): Loss => ({
  kind: 'categoricalCrossentropy',
  ...settings,
});
/** (y - t)², mean over units and batch. */
export const meanSquaredError = (): Loss => ({ kind: 'meanSquaredError' });
/** |y - t|, mean over units and batch. */
export const meanAbsoluteError = (): Loss => ({ kind: 'meanAbsoluteError' });
/** e² / 2 up to δ, δ |e| - δ² / 2 beyond (Huber 1964), e = y - t; mean over units and batch. */
export const huber = (settings: Settings<typeof huberSchema> = {}): Loss => ({ kind: 'huber', ...settings });
/**
 * max(q e, (q - 1) e), e = t - y (Koenker and Bassett 1978), mean over targets, quantiles and batch. With targets `[B, N]` the network
 * gives `[B, N · Q]`: the quantiles of the first target, then those of the second.
 */
export const quantile = (settings: Settings<typeof quantileSchema>): Loss => ({
  kind: 'quantile',
  ...settings,
});

/** w ← w + v, v ← momentum · v - rate · g. */
export const sgd = (settings: Settings<typeof sgdSchema> = {}): Optimiser => ({ kind: 'sgd', ...settings });
/** Kingma and Ba 2015, in the form of Keras: ε outside the bias correction. */
export const adam = (settings: Settings<typeof adamSchema> = {}): Optimiser => ({
  kind: 'adam',
  ...settings,
});
/** Adam with decoupled weight decay (Loshchilov and Hutter 2019); biases, norms and embeddings do not decay. */
export const adamW = (settings: Settings<typeof adamWSchema> = {}): Optimiser => ({
  kind: 'adamW',
  ...settings,
});
/** s ← ρ s + (1 - ρ) g², w ← w - rate · g / (√s + ε) (Tieleman and Hinton 2012). */
export const rmsProp = (settings: Settings<typeof rmsPropSchema> = {}): Optimiser => ({
  kind: 'rmsProp',
  ...settings,
});
