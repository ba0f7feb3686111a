import type { OperationName } from '../../../graph/attributes.ts';
import type { Tensor } from '../graph-builder.ts';
import type { Lowered, Lowering } from '../scope.ts';

/** A node of TensorFlow that means the same. */
const same =
  (operation: string) =>
  <N extends OperationName>({ graph, inputs }: Lowered<N>): Tensor =>
    graph.add(operation, inputs);

export const add: Lowering<'add'> = same('AddV2');
export const subtract: Lowering<'subtract'> = same('Sub');
export const multiply: Lowering<'multiply'> = same('Mul');
export const divide: Lowering<'divide'> = same('RealDiv');
export const maximum: Lowering<'maximum'> = same('Maximum');
export const minimum: Lowering<'minimum'> = same('Minimum');
export const negate: Lowering<'negate'> = same('Neg');
export const exp: Lowering<'exp'> = same('Exp');
export const log: Lowering<'log'> = same('Log');
export const sqrt: Lowering<'sqrt'> = same('Sqrt');
export const square: Lowering<'square'> = same('Square');
export const abs: Lowering<'abs'> = same('Abs');
export const relu: Lowering<'relu'> = same('Relu');
export const sigmoid: Lowering<'sigmoid'> = same('Sigmoid');
export const tanh: Lowering<'tanh'> = same('Tanh');
export const softplus: Lowering<'softplus'> = same('Softplus');
export const softmax: Lowering<'softmax'> = same('Softmax');
export const logSoftmax: Lowering<'logSoftmax'> = same('LogSoftmax');

export const greater: Lowering<'greater'> = ({ graph, inputs }) =>
  graph.cast(graph.add('Greater', inputs), 'bool', 'float32');

export const select: Lowering<'select'> = ({ graph, inputs: [condition, a, b] }) =>
  graph.add('SelectV2', [graph.notZero(condition), a, b]);

export const toFloat: Lowering<'toFloat'> = ({ graph, inputs: [x] }) => graph.cast(x, 'int32', 'float32');

export const reluGradient: Lowering<'reluGradient'> = ({ graph, inputs: [dy, y] }) =>
  graph.add('ReluGrad', [dy, y]);
