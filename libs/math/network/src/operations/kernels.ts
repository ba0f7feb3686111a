import type { Tensor } from '@tensorflow/tfjs-core';
import type { Geometry } from '../definition/geometry.ts';
import type { CheckedOptimiser } from '../definition/objective.ts';

/** What a gradient needs of the forward pass; the runner keeps it alive until then. */
export type Saved = readonly Tensor[];

/** A weight that an optimiser changes. */
export interface Variable {
  /** The value now; it belongs to the variable and is good until the next update. */
  value(): Tensor;
  read(): Promise<Float32Array>;
  write(data: Float32Array): void;
  dispose(): void;
}

/** One step of an optimiser for one variable. */
export interface Update {
  readonly optimiser: CheckedOptimiser;
  readonly variable: Variable;
  /** sgd: the velocity (absent without momentum); adam: both moments. */
  readonly slots: readonly Variable[];
  readonly gradient: Tensor;
  /** Factor on the gradient, from clipping. */
  readonly scale: number;
  readonly rate: number;
  /** From 1. */
  readonly step: number;
  /** Weight decay applies to this variable. */
  readonly decays: boolean;
}

/**
 * The operations of a network on one engine, forward and backward: the one thing that an engine is.
 * Pictures are `[B, H, W, C]`, filters `[h, w, C, O]` (depthwise `[h, w, C, M]`), all float32.
 */
export interface Kernels {
  upload(data: Float32Array, shape: readonly number[]): Tensor;
  variable(data: Float32Array, shape: readonly number[]): Variable;
  update(update: Update): void;
  /** variable ← keep · variable + (1 - keep) · value */
  blend(variable: Variable, value: Tensor, keep: number): void;
  sumOfSquares(tensors: readonly Tensor[]): Promise<number>;

  conv2d(x: Tensor, filter: Tensor, bias: Tensor | null, relu: boolean, geometry: Geometry): Tensor;
  conv2dInput(dy: Tensor, filter: Tensor, shape: readonly number[], geometry: Geometry): Tensor;
  conv2dFilter(x: Tensor, dy: Tensor, shape: readonly number[], geometry: Geometry): Tensor;
  depthwise(x: Tensor, filter: Tensor, bias: Tensor | null, relu: boolean, geometry: Geometry): Tensor;
  depthwiseInput(dy: Tensor, filter: Tensor, shape: readonly number[], geometry: Geometry): Tensor;
  depthwiseFilter(x: Tensor, dy: Tensor, shape: readonly number[], geometry: Geometry): Tensor;
  /** `[B, F]`, `[F, U]` → `[B, U]` */
  dense(x: Tensor, weights: Tensor, bias: Tensor | null, relu: boolean): Tensor;
  denseInput(dy: Tensor, weights: Tensor): Tensor;
  denseWeights(x: Tensor, dy: Tensor): Tensor;
  /** Sum over all axes but the last. */
  biasGradient(dy: Tensor): Tensor;

  maxPool(x: Tensor, geometry: Geometry): Tensor;
  maxPoolInput(dy: Tensor, x: Tensor, y: Tensor, geometry: Geometry): Tensor;
  averagePool(x: Tensor, geometry: Geometry): Tensor;
  averagePoolInput(dy: Tensor, shape: readonly number[], geometry: Geometry): Tensor;
  globalAverage(x: Tensor): Tensor;
  globalAverageInput(dy: Tensor, shape: readonly number[]): Tensor;

  relu(x: Tensor): Tensor;
  /** dy where y > 0 */
  reluInput(dy: Tensor, y: Tensor): Tensor;
  /** Mean and (biased) variance `[C]` of the batch, and the output; `saved` goes to the gradient. */
  batchNorm(
    x: Tensor,
    scale: Tensor,
    offset: Tensor,
    epsilon: number,
  ): { y: Tensor; mean: Tensor; variance: Tensor; saved: Saved };
  batchNormGradient(
    dy: Tensor,
    x: Tensor,
    scale: Tensor,
    saved: Saved,
    epsilon: number,
  ): { input: Tensor; scale: Tensor; offset: Tensor };
  /** With given statistics, as when answering. */
  batchNormFixed(x: Tensor, statistics: BatchNormStatistics, epsilon: number): Tensor;
}

export interface BatchNormStatistics {
  readonly scale: Tensor;
  readonly offset: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
}
