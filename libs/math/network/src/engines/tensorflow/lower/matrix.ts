import type { Attributes } from '../../../graph/attributes.ts';
import { float, type Tensor } from '../graph-builder.ts';
import type { Lowered, Lowering } from '../scope.ts';
import { withBias } from './bias.ts';

/** `finish` comes before the rows get their axes back. */
function product(
  { node, inputs: [a, b], scope, graph }: Lowered<'matMul' | 'matMulBias'>,
  finish: (rows: Tensor) => Tensor,
): Tensor {
  const { transposeA, transposeB }: Pick<Attributes['matMul'], 'transposeA' | 'transposeB'> = node.attributes;
  const [left, right] = node.inputs.map(({ shape }) => shape);
  if (left.length === 2 && right.length === 2) return finish(graph.product(a, b, transposeA, transposeB));
  if (right.length === 2 && !transposeA) {
    const inner = left[left.length - 1];
    // One product over all rows; as many as there are, whichever lengths are open.
    const rows = typeof inner === 'number' ? graph.integers([-1, inner]) : scope.shape([-1, inner]);
    const flat = finish(graph.product(graph.reshape(a, rows), b, false, transposeB));
    return graph.reshape(flat, scope.reshapeTo(node.outputs[0].shape));
  }
  const attributes = { ...float, adj_x: { bool: transposeA }, adj_y: { bool: transposeB } };
  return finish(graph.add('BatchMatMulV2', [a, b], attributes));
}

export const matMul: Lowering<'matMul'> = (at) => product(at, (rows) => rows);

export const matMulBias: Lowering<'matMulBias'> = (at) =>
  product(at, (rows) => withBias(at.graph, rows, at.inputs[2], at.node.attributes.activation));
