import type { OperationName } from '../../../graph/attributes.ts';
import { givePlain, type Lowers } from './lower.ts';
import { elementwise } from './elementwise.ts';
import { matrices } from './matrices.ts';
import { moving } from './moving.ts';
import { recurrence } from './recurrent.ts';
import { windows } from './windows.ts';

/** How each operation is written; what only training needs is not. */
export const lowers: Lowers<OperationName> = {
  ...elementwise,
  ...matrices,
  ...moving,
  ...recurrence,
  ...windows,
  input: (node, to) => givePlain(to, node, () => node.attributes.name),
  variable: (node, to) =>
    givePlain(to, node, () => to.carry(node.attributes.name, to.weight(node.attributes.name))),
  constant: (node, to) => givePlain(to, node, () => to.constant(node.attributes.array)),
  softmax: (node, to) =>
    givePlain(to, node, () => to.write('Softmax', [to.plain(node.inputs[0])], { axis: { int: -1 } })),
  logSoftmax: (node, to) =>
    givePlain(to, node, () => to.write('LogSoftmax', [to.plain(node.inputs[0])], { axis: { int: -1 } })),
  uniform: null,
  batchNorm: null,
  batchNormGradient: null,
  conv2dFilter: null,
  depthwiseConv2dInput: null,
  depthwiseConv2dFilter: null,
  maxPool2dGradient: null,
  averagePool2dGradient: null,
  sliceGradient: null,
  gatherGradient: null,
  recurrentGradient: null,
  reluGradient: null,
  assign: null,
  sgd: null,
  adam: null,
  rmsProp: null,
};
