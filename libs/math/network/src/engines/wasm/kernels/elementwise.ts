import { sizeOf } from '@millwright/tensors';
import type { OperationName } from '../../../graph/attributes.ts';
import type { Phase, Placed, PlacedNode, WasmKernel } from '../kernel.ts';
import { byRows, flat } from './phases.ts';
import { repeated, rowWalks } from './strides.ts';

type At = Pick<PlacedNode<OperationName>, 'inputs' | 'outputs'>;

/** One pass over values that lie alike, or rows where something repeats. */
function walked(call: string, inputs: readonly Placed[], output: Placed): readonly Phase[] {
  const strides = inputs.map(({ shape }) => repeated(shape, output.shape));
  return rowWalks({ lengths: output.shape, strides }).map((walk) => {
    const places = walk.operands.map(({ begin }, index) => inputs[index].at + begin);
    const inner = walk.operands.map((operand) => operand.inner);
    if (walk.rows === 1) {
      const pairs = places.flatMap((place, index) => [place, inner[index]]);
      return flat(`${call}Flat`, [...pairs, output.at + walk.begin], walk.length);
    }
    const outer = walk.operands.flatMap((operand) => operand.outer);
    const args = [...places, output.at + walk.begin, walk.length, ...inner, ...walk.outerLengths, ...outer];
    return byRows(`${call}Rows`, args, walk.rows, walk.length);
  });
}

const many = (call: string) => ({
  phases: ({ inputs, outputs: [y] }: At) => walked(call, inputs, y),
});

const one = (call: string) => ({
  phases: ({ inputs: [x], outputs: [y] }: At) => [flat(`${call}Flat`, [x.at, y.at], sizeOf(y.shape))],
});

type UnaryName =
  'negate' | 'exp' | 'log' | 'sqrt' | 'square' | 'abs' | 'relu' | 'sigmoid' | 'tanh' | 'softplus' | 'toFloat';
type BinaryName =
  'add' | 'subtract' | 'multiply' | 'divide' | 'maximum' | 'minimum' | 'greater' | 'reluGradient';

export const elementwiseKernels: { readonly [N in UnaryName | BinaryName | 'select']: WasmKernel<N> } = {
  add: many('add'),
  subtract: many('subtract'),
  multiply: many('multiply'),
  divide: many('divide'),
  maximum: many('maximum'),
  minimum: many('minimum'),
  greater: many('greater'),
  reluGradient: many('reluGradient'),
  select: many('select'),
  negate: one('negate'),
  exp: one('exp'),
  log: one('log'),
  sqrt: one('sqrt'),
  square: one('square'),
  abs: one('abs'),
  relu: one('relu'),
  sigmoid: one('sigmoid'),
  tanh: one('tanh'),
  softplus: one('softplus'),
  toFloat: one('toFloat'),
};
