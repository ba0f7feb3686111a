import type { Attributes, OperationName } from './attributes.ts';
import type { Node, TensorType, Value } from './value.ts';

/** Makes a node, its shape rule applied. @throws AppError `network.shape` */
export type Apply = <N extends OperationName>(
  operation: N,
  inputs: readonly Value[],
  attributes: Attributes[N],
) => readonly Value[];

/** Shape rule and gradient of an operation: all that it is before an engine runs it. */
export interface Operation<N extends OperationName> {
  /**
   * Types of the outputs.
   *
   * @throws AppError `network.shape` naming the operation and the dimension
   */
  readonly infer: (inputs: readonly TensorType[], attributes: Attributes[N]) => readonly TensorType[];
  /**
   * What each input gets of the gradients of the outputs (null: none came); null for an input that gets nothing. Absent where no
   * gradient is defined.
   */
  readonly gradient?: (
    at: {
      readonly node: Node<N>;
      readonly outputs: readonly Value[];
      readonly upstream: readonly (Value | null)[];
    },
    apply: Apply,
  ) => readonly (Value | null)[];
}
