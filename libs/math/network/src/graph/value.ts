import type { Attributes, OperationName } from './attributes.ts';

/** A length that is known, or the name of one that stays open until a program runs: `batch`, `time`. */
export type Dimension = number | string;

export interface TensorType {
  readonly shape: readonly Dimension[];
  readonly dtype: 'float32' | 'int32';
}

/** One use of an operation. Nodes are never changed: a graph is what its outputs lead back to. */
export interface Node<N extends OperationName = OperationName> {
  readonly operation: N;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes[N];
  readonly outputs: readonly TensorType[];
}

/** A node of any operation, told apart by `operation`. */
export type AnyNode = { [N in OperationName]: Node<N> }[OperationName];

/** One output of a node. */
export interface Value extends TensorType {
  readonly node: AnyNode;
  readonly index: number;
}

/** Something that keeps its value from one run to the next: a weight, running statistics, a moment of the optimiser. */
export interface VariableSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What one call computes. Effects happen once, after everything that reads the variables they change. */
export interface Program {
  readonly outputs: Readonly<Record<string, Value>>;
  /** `assign` and the updates of the optimisers, in their order. */
  readonly effects: readonly AnyNode[];
}

/** Programs over the same variables. */
export interface Module {
  readonly variables: readonly VariableSpec[];
  readonly programs: Readonly<Record<string, Program>>;
}
