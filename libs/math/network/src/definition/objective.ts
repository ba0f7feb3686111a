import { z } from 'zod';

const labelSmoothing = z.number().min(0).lt(1).default(0);
const learningRate = z.number().positive();
/** Largest norm of all gradients together; they are scaled down to it. `null`: never. */
const clipNorm = z.number().positive().nullable().default(null);

const binarySchema = z.strictObject({ kind: z.literal('binaryCrossentropy'), labelSmoothing });
const categoricalSchema = z.strictObject({ kind: z.literal('categoricalCrossentropy'), labelSmoothing });
const squaredSchema = z.strictObject({ kind: z.literal('meanSquaredError') });

export const lossSchema = z.discriminatedUnion('kind', [binarySchema, categoricalSchema, squaredSchema]);
export type Loss = z.input<typeof lossSchema>;
export type CheckedLoss = z.output<typeof lossSchema>;

const sgdSchema = z.strictObject({
  kind: z.literal('sgd'),
  learningRate: learningRate.default(0.01),
  momentum: z.number().min(0).lt(1).default(0),
  clipNorm,
});
const moments = {
  learningRate: learningRate.default(0.001),
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().positive().default(1e-7),
  clipNorm,
};
const adamSchema = z.strictObject({ kind: z.literal('adam'), ...moments });
const adamWSchema = z.strictObject({
  kind: z.literal('adamW'),
  ...moments,
  weightDecay: z.number().min(0).default(0.004),
});

export const optimiserSchema = z.discriminatedUnion('kind', [sgdSchema, adamSchema, adamWSchema]);
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

/** w ← w + v, v ← momentum · v - rate · g. */
export const sgd = (settings: Settings<typeof sgdSchema> = {}): Optimiser => ({ kind: 'sgd', ...settings });
/** Kingma and Ba 2015, in the form of Keras: ε outside the bias correction. */
export const adam = (settings: Settings<typeof adamSchema> = {}): Optimiser => ({
  kind: 'adam',
  ...settings,
});
/** Adam with decoupled weight decay (Loshchilov and Hutter 2019); biases and norms do not decay. */
export const adamW = (settings: Settings<typeof adamWSchema> = {}): Optimiser => ({
  kind: 'adamW',
  ...settings,
});
