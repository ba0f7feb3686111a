import type { NdArray } from '@millwright/tensors';
import type { Dimension, TensorType, VariableSpec } from './value.ts';

type None = Readonly<Record<string, never>>;

/** How a window slides over height and width; `windowGeometry` gives the padding once the lengths are known. */
export interface Window {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'valid' | 'same';
}

interface Axes {
  /** Counted from 0. */
  readonly axes: readonly number[];
  readonly keepDimensions: boolean;
}

/** The length of an input that a gradient brings back, `[H, W]`. */
interface WindowBack extends Window {
  readonly input: readonly [Dimension, Dimension];
}

interface FilterBack extends Window {
  /** Of the filter. */
  readonly filter: readonly number[];
}

export type Cell = 'simple' | 'lstm' | 'gru';

/** Follows the addition of a bias inside a fused operation; `none` adds a bias and does nothing else. */
export type Fused = 'none' | 'relu';

/**
 * What each operation is told beside its inputs. The operations are the vocabulary of every engine: a new one is a
 * line here, a file in `operations/`, a kernel in each engine's table and a row in the test of the engines. All values are float32, but
 * for indices; what only moves values (`broadcastTo`, and `reshape` to `reverse`) takes int32 as well.
 */
export interface Attributes {
  /** Fed by the caller. */
  input: TensorType & { readonly name: string };
  /** The value before this run's effects. */
  variable: VariableSpec;
  constant: { readonly array: NdArray<'float32'> | NdArray<'int32'> };
  /**
   * Even in [0, 1), from Philox 4x32-10 (Salmon et al. 2011) as TensorFlow's stateless uniform draws it: key `[key, 0]`, counter
   * from 0 in the lower and the input (a whole number, the step) in the upper 64 bits. Input: scalar.
   */
  uniform: { readonly shape: readonly Dimension[]; readonly key: number };

  // Value by value; shapes are brought together from the last axis, a length of 1 repeats.
  add: None;
  subtract: None;
  multiply: None;
  divide: None;
  maximum: None;
  minimum: None;
  /** 1 where a > b, else 0. No gradient. */
  greater: None;
  /** (condition, a, b): a where the condition is not 0, else b. */
  select: None;
  negate: None;
  exp: None;
  log: None;
  sqrt: None;
  square: None;
  abs: None;
  relu: None;
  sigmoid: None;
  tanh: None;
  /** log(1 + exp x) */
  softplus: None;
  /** int32 → float32 */
  toFloat: None;

  /** `[..., M, K]`, `[K, N]` or `[..., K, N]` → `[..., M, N]`; a transposed one is given with its last two axes turned. */
  matMul: { readonly transposeA: boolean; readonly transposeB: boolean };
  /** `[B, H, W, C]`, `[h, w, C, O]` → `[B, H', W', O]` */
  conv2d: Window;
  /** dy, filter → dx; as a layer of its own the transposed convolution. */
  conv2dInput: WindowBack;
  /** x, dy → dFilter */
  conv2dFilter: FilterBack;
  /** `[B, H, W, C]`, `[h, w, C, M]` → `[B, H', W', C·M]`; equal strides */
  depthwiseConv2d: Window;
  depthwiseConv2dInput: WindowBack;
  depthwiseConv2dFilter: FilterBack;
  maxPool2d: Window;
  /** dy, x, y → dx; of equal values in a window the first one takes it. */
  maxPool2dGradient: Window;
  /** Padding is not counted. */
  averagePool2d: Window;
  /** dy → dx */
  averagePool2dGradient: WindowBack;

  sum: Axes;
  mean: Axes;
  max: Axes;
  broadcastTo: { readonly shape: readonly Dimension[] };

  /** At most one more open length than the input has is a mistake; open lengths keep their names. */
  reshape: { readonly shape: readonly Dimension[] };
  transpose: { readonly permutation: readonly number[] };
  concat: { readonly axis: number };
  /** `size` null: to the end. A negative `begin` counts from the end. */
  slice: { readonly axis: number; readonly begin: number; readonly size: number | null };
  /** dy → zeros but for the slice: the gradient of `slice`. */
  sliceGradient: { readonly axis: number; readonly begin: number; readonly length: Dimension };
  reverse: { readonly axis: number };
  /** table `[V, E]`, indices int32 `[...]` → `[..., E]` */
  gather: None;
  /** dy `[..., E]`, indices → `[rows, E]`: the gradient of `gather`. */
  gatherGradient: { readonly rows: number };

  /** Over the last axis. */
  softmax: None;
  logSoftmax: None;
  /** x `[..., C]`, scale, offset → y, mean `[C]`, biased variance `[C]` of the batch. */
  batchNorm: { readonly epsilon: number };
  /** dy, x, scale, mean, variance → dx, dScale, dOffset */
  batchNormGradient: { readonly epsilon: number };

  /**
   * x `[B, T, F]`, kernel `[F, G]`, recurrent `[U, G]`, bias `[G]`, and on wish mask `[B, T]` (0: the state stays) →
   * states `[B, T, U]`, what the gradient needs `[B, T, kept]` (each engine's own affair). Gates in the order of Keras: lstm i f c o
   * (G = 4 U), gru z r h with the reset after the product (G = 3 U, bias `[2, 3 U]`: of x and of the state), sigmoid gates,
   * tanh; simple: tanh(x W + h R + b).
   */
  recurrent: { readonly cell: Cell };
  /** dStates, then the inputs and outputs of `recurrent` → dx, dKernel, dRecurrent, dBias */
  recurrentGradient: { readonly cell: Cell; readonly masked: boolean };

  // Fused by `simplify`, never written by a layer and without a gradient.
  /** x, filter, bias */
  conv2dBias: Window & { readonly activation: Fused };
  /** x, filter, bias */
  depthwiseConv2dBias: Window & { readonly activation: Fused };
  /** a, b `[K, N]`, bias `[N]` */
  matMulBias: { readonly transposeA: boolean; readonly transposeB: boolean; readonly activation: Fused };
  /** dy, y → dy where y > 0: what the gradient of relu becomes. */
  reluGradient: None;

  // Effects: no outputs.
  /** variable ← value */
  assign: { readonly variable: string };
  /** gradient, rate. v ← momentum · v - rate · g; w ← w + v (without momentum: w ← w - rate · g). */
  sgd: { readonly variable: string; readonly momentum: number; readonly velocity: string | null };
  /** gradient, rate, step (from 1). First w ← w - rate · weightDecay · w, then Adam in the form of Keras (ε outside the correction). */
  adam: {
    readonly variable: string;
    readonly first: string;
    readonly second: string;
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    readonly weightDecay: number;
  };
  /** gradient, rate. s ← ρ s + (1 - ρ) g²; w ← w - rate · g / (√s + ε). */
  rmsProp: {
    readonly variable: string;
    readonly square: string;
    readonly rho: number;
    readonly epsilon: number;
  };
}

export type OperationName = keyof Attributes;
