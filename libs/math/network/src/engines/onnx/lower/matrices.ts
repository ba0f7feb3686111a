import type { Attributes } from '../../../graph/attributes.ts';
import type { Node, Value } from '../../../graph/value.ts';
import { permuted, reshaped } from '../arrays.ts';
import type { OnnxWriter } from '../writer.ts';
import { givePlain, type Lowers } from './lower.ts';

interface Factors {
  readonly a: string;
  readonly b: string;
}

function lastTwoTurned(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}

/** A matrix after a flattened picture takes it as it lies there: its rows are put in that order once, here. */
function flatFactors(to: OnnxWriter, [a, b]: readonly Value[], turns: Attributes['matMul']): Factors | null {
  const { flat } = to.formsOf(a);
  const known = to.arrayOf(b);
  if (!flat || !known || turns.transposeA || turns.transposeB) return null;
  const [height, width, channels] = flat.picture;
  const units = b.shape[1] as number;
  const turned = permuted(reshaped(known.array, [height, width, channels, units]), [2, 0, 1, 3]);
  const shape = [height * width * channels, units];
  return { a: flat.form(), b: to.carry(`${known.name}:channelsFirst`, reshaped(turned, shape)) };
}

function factors(to: OnnxWriter, [a, b]: readonly Value[], turns: Attributes['matMul']): Factors {
  const flat = flatFactors(to, [a, b], turns);
  if (flat) return flat;
  const left = to.plain(a);
  return {
    a: turns.transposeA ? to.turned(left, lastTwoTurned(a.shape.length)) : left,
    b: turns.transposeB ? to.rearranged(b, lastTwoTurned(b.shape.length)) : to.plain(b),
  };
}

function withBias(to: OnnxWriter, node: Node<'matMulBias'>): string {
  const { a, b } = factors(to, node.inputs, node.attributes);
  const bias = to.plain(node.inputs[2]);
  const isFlat = node.inputs[0].shape.length === 2;
  const y = isFlat ? to.write('Gemm', [a, b, bias]) : to.write('Add', [to.write('MatMul', [a, b]), bias]);
  return node.attributes.activation === 'relu' ? to.write('Relu', [y]) : y;
}

export const matrices: Lowers<'matMul' | 'matMulBias'> = {
  matMul: (node, to) =>
    givePlain(to, node, () => {
      const { a, b } = factors(to, node.inputs, node.attributes);
      return to.write('MatMul', [a, b]);
    }),
  matMulBias: (node, to) => givePlain(to, node, () => withBias(to, node)),
};
