import type { NdArray } from '@millwright/tensors';
import type { Network } from './definition/network.ts';

/** Examples `[B, …]`: values, or tokens where the network takes tokens. */
export type Inputs = NdArray<'float32'> | NdArray<'int32'>;

/** Examples of one step. */
export interface Batch {
  /** `[B, …]`, as the network's `input` says. */
  readonly inputs: Inputs;
  /** `[B, targets]`: one for each output, with quantiles one for each group of them. */
  readonly targets: NdArray<'float32'>;
  /** `[B]`, 1 each where it is absent; the loss is the mean of weight times loss. */
  readonly sampleWeights?: Float32Array;
}

export interface StepOptions {
  /** The optimiser's own where it is absent. */
  readonly learningRate?: number;
}

export interface LayerGradient {
  /** `[B, h, w, c]`: what the layer gave. */
  readonly activations: NdArray<'float32'>;
  /** `[B, h, w, c]`: how the score of the output before its activation rises with each of them. */
  readonly gradients: NdArray<'float32'>;
}

export type Weights = Map<string, NdArray<'float32'>>;

/** A network on an engine, with its weights. */
export interface OpenNetwork {
  readonly network: Network;
  /** The engine that runs it: `tensorflow` or `wasm`. */
  readonly engine: string;
  /**
   * One step of the optimiser. The loss is that before the step.
   *
   * @throws AppError `network.diverged` where the loss is no number. The step may have been taken by then, so that the
   * weights are spoilt: what counts is the last checkpoint.
   */
  trainStep(batch: Batch & StepOptions): Promise<{ loss: number }>;
  /** `[B, …]` → `[B, K]` */
  predict(inputs: Inputs): Promise<NdArray<'float32'>>;
  layerGradient(
    inputs: Inputs,
    of: { readonly layer: string; readonly output: number },
  ): Promise<LayerGradient>;
  /** Gradients of the loss by weight name, nothing changed; for tests and diagnosis. */
  lossGradients(batch: Batch): Promise<{ loss: number; gradients: Weights }>;
  /** Weights and running statistics by name, such as `conv2d_1/kernel`. */
  weights(): Promise<Weights>;
  setWeights(weights: ReadonlyMap<string, NdArray>): void;
  /** Moments and step count: with the weights, all that a later step depends on. */
  optimiserState(): Promise<Weights>;
  setOptimiserState(state: ReadonlyMap<string, NdArray>): void;
  dispose(): void;
}
