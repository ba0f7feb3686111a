import type { Attributes, OperationName } from '../../graph/attributes.ts';

/** A tensor in the engine's memory: every length known. */
export interface Placed {
  /** Byte address, a multiple of 64; the bytes up to the next multiple of 64 may be overwritten with anything. */
  readonly at: number;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** A node whose tensors have their places. */
export interface PlacedNode<N extends OperationName> {
  readonly attributes: Attributes[N];
  readonly inputs: readonly Placed[];
  readonly outputs: readonly Placed[];
  /** Address of the bytes that `workspace` asked for, shared by all threads. */
  readonly workspace: number;
  readonly threads: number;
  /** Place of a variable that an effect changes. */
  variable(name: string): Placed;
}

/**
 * One stretch of work between two barriers: every thread calls the exported function with the same arguments, then its part
 * `from, to` of `total` (in whole steps of `grain`), then the address of its own scratch. A function of the binary
 * therefore ends with `(…, from: i32, to: i32, scratch: usize)`. With `total` 1 the first thread does it all.
 */
export interface Phase {
  readonly call: string;
  readonly arguments: readonly number[];
  readonly total: number;
  readonly grain: number;
}

/** How an operation runs here. Results must not depend on the number of threads where the work can be split so. */
export interface WasmKernel<N extends OperationName> {
  /** Bytes that must outlive one phase, beside the outputs. */
  workspace?(node: Omit<PlacedNode<N>, 'workspace' | 'variable'>): number;
  /** Lengths of outputs that the graph leaves to the engine, such as the kept values of `recurrent`. */
  kept?(node: Pick<PlacedNode<N>, 'attributes' | 'inputs'>): number;
  phases(node: PlacedNode<N>): readonly Phase[];
}

/** Bytes of scratch that each thread has, for packed panels and the like. */
export const scratchBytes = 4 << 20;
