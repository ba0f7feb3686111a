import { z } from 'zod';

/** Softmax is over the last axis. */
export const activations = ['linear', 'relu', 'sigmoid', 'tanh', 'softmax'] as const;
export type Activation = (typeof activations)[number];

const pair = z.tuple([z.int().positive(), z.int().positive()]);
/** One number for both directions, or `[height, width]`. */
export const size = z.union([
  z
    .int()
    .positive()
    .transform((n): [number, number] => [n, n]),
  pair,
]);

export const node = {
  /** The layer's name; `<kind>_<n>` where it is absent. `input` is the network's input. */
  name: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional(),
  /** Names of the layers whose outputs come in; the previous layer where it is absent. */
  inputs: z.array(z.string()).min(1).optional(),
};
/** Of layers that bring several outputs together. */
export const merging = { ...node, inputs: z.array(z.string()).min(2) };

export const withActivation = { activation: z.enum(activations).default('linear') };
export const padding = z.enum(['valid', 'same']).default('valid');
export const window = { strides: size.default([1, 1]), padding };
export const equalStrides = window.strides.refine(
  ([down, across]) => down === across,
  'expected equal strides in both directions',
);

/** `he` where a relu follows, `glorot` else: both uniform (Glorot 2010, He 2015); read from `activation` by default. */
const initialiser = z.enum(['glorot', 'he']).optional();
/** Of layers of the form activation(x ∘ kernel + bias). */
export const weighted = { ...withActivation, useBias: z.boolean().default(true), initialiser };

/** A layer as the others know it: where it stands. */
export interface Placed {
  readonly kind: string;
  readonly name: string;
  readonly inputs: readonly string[];
}
/** What a checked layer of a schema is. */
export type Checked<S extends z.ZodType> = z.output<S> & Placed;
/** What the constructor of a layer takes. */
export type Settings<S extends z.ZodType> = Omit<z.input<S>, 'kind'>;
