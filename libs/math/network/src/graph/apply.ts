import type { Attributes, OperationName } from './attributes.ts';
import type { Apply } from './operation.ts';
import { operations } from './operations/index.ts';
import type { AnyNode, Node, Value } from './value.ts';

/** One use of an operation, its shape rule applied. @throws AppError `network.shape` */
export function nodeOf<N extends OperationName>(
  operation: N,
  inputs: readonly Value[],
  attributes: Attributes[N],
): AnyNode {
  const outputs = operations[operation].infer(inputs, attributes);
  const node: Node<N> = { operation, inputs, attributes, outputs };
  return node as Node as AnyNode;
}

/** What a node gives, output by output. */
export const valuesOf = (node: AnyNode): readonly Value[] =>
  node.outputs.map(({ shape, dtype }, index) => ({ node, index, shape, dtype }));

export const apply: Apply = (operation, inputs, attributes) =>
  valuesOf(nodeOf(operation, inputs, attributes));
