// Short words for `apply`: what layers, losses and optimisers are written in.
import { ndArray, type NdArray } from '@millwright/tensors';
import { apply, nodeOf } from './apply.ts';
import type { Attributes, Cell, OperationName, Window } from './attributes.ts';
import { arithmetic, type UnaryName } from './elementwise.ts';
import type { AnyNode, Dimension, TensorType, Value, VariableSpec } from './value.ts';

/** A number stands for a constant `[]`. */
export type Operand = Value | number;

type Binary = (a: Operand, b: Operand) => Value;
type Unary = (x: Value) => Value;

/** Over which axes; those below 0 count from the end. Absent: all. */
interface Over {
  readonly axes?: readonly number[];
  readonly keepDimensions?: boolean;
}

const { of } = arithmetic(apply);
const binary =
  (name: 'add' | 'subtract' | 'multiply' | 'divide' | 'maximum' | 'minimum' | 'greater'): Binary =>
  (a, b) =>
    of(name, a, b);
const unary =
  (name: UnaryName | 'toFloat' | 'softmax' | 'logSoftmax'): Unary =>
  (x) =>
    of(name, x);
const fromStart = (axis: number, x: Value): number => (axis < 0 ? axis + x.shape.length : axis);
const reduction =
  (name: 'sum' | 'mean' | 'max') =>
  (x: Value, { axes, keepDimensions = false }: Over = {}): Value => {
    const counted = axes?.map((axis) => fromStart(axis, x)) ?? x.shape.map((_, axis) => axis);
    return apply(name, [x], { axes: counted, keepDimensions })[0];
  };

/** Fed by the caller under this name. */
export const input = (name: string, { shape, dtype }: TensorType): Value =>
  apply('input', [], { name, shape, dtype })[0];
export const variable = ({ name, shape }: VariableSpec): Value => apply('variable', [], { name, shape })[0];
export const constant = (value: number | NdArray<'float32'> | NdArray<'int32'>): Value =>
  apply('constant', [], {
    array: typeof value === 'number' ? ndArray('float32', [], Float32Array.of(value)) : value,
  })[0];
/** @param step - scalar; the same step draws the same numbers */
export const uniform = (step: Operand, shape: readonly Dimension[], key: number): Value =>
  apply('uniform', [typeof step === 'number' ? constant(step) : step], { shape, key })[0];

export const add = binary('add');
export const subtract = binary('subtract');
export const multiply = binary('multiply');
export const divide = binary('divide');
export const maximum = binary('maximum');
export const minimum = binary('minimum');
export const greater = binary('greater');
export const select = (condition: Operand, a: Operand, b: Operand): Value => of('select', condition, a, b);
export const negate = unary('negate');
export const exp = unary('exp');
export const log = unary('log');
export const sqrt = unary('sqrt');
export const square = unary('square');
export const abs = unary('abs');
export const relu = unary('relu');
export const sigmoid = unary('sigmoid');
export const tanh = unary('tanh');
export const softplus = unary('softplus');
export const toFloat = unary('toFloat');
export const softmax = unary('softmax');
export const logSoftmax = unary('logSoftmax');

export const sum = reduction('sum');
export const mean = reduction('mean');
export const max = reduction('max');

export const matMul = (a: Value, b: Value, turn: Partial<Attributes['matMul']> = {}): Value =>
  apply('matMul', [a, b], { transposeA: turn.transposeA ?? false, transposeB: turn.transposeB ?? false })[0];
export const conv2d = (x: Value, filter: Value, window: Window): Value =>
  apply('conv2d', [x, filter], window)[0];
/** dy, filter → dx; as a layer the transposed convolution. */
export const conv2dInput = (dy: Value, filter: Value, attributes: Attributes['conv2dInput']): Value =>
  apply('conv2dInput', [dy, filter], attributes)[0];
export const depthwiseConv2d = (x: Value, filter: Value, window: Window): Value =>
  apply('depthwiseConv2d', [x, filter], window)[0];
export const maxPool2d = (x: Value, window: Window): Value => apply('maxPool2d', [x], window)[0];
export const averagePool2d = (x: Value, window: Window): Value => apply('averagePool2d', [x], window)[0];

export const broadcastTo = (x: Operand, shape: readonly Dimension[]): Value =>
  apply('broadcastTo', [typeof x === 'number' ? constant(x) : x], { shape })[0];
export const reshape = (x: Value, shape: readonly Dimension[]): Value => apply('reshape', [x], { shape })[0];
export const transpose = (x: Value, permutation: readonly number[]): Value =>
  apply('transpose', [x], { permutation })[0];
export const concat = (parts: readonly Value[], axis: number): Value =>
  apply('concat', parts, { axis: fromStart(axis, parts[0]) })[0];
/** @param size - null: to the end */
export const slice = (x: Value, axis: number, begin: number, size: number | null = null): Value =>
  apply('slice', [x], { axis: fromStart(axis, x), begin, size })[0];
export const reverse = (x: Value, axis: number): Value =>
  apply('reverse', [x], { axis: fromStart(axis, x) })[0];
export const gather = (table: Value, indices: Value): Value => apply('gather', [table, indices], {})[0];

/** y, mean, biased variance */
export const batchNorm = (
  x: Value,
  scale: Value,
  offset: Value,
  epsilon: number,
): readonly [y: Value, mean: Value, variance: Value] => {
  const [y, mean, variance] = apply('batchNorm', [x, scale, offset], { epsilon });
  return [y, mean, variance];
};
/** @returns states `[B, T, U]` */
export const recurrent = (
  cell: Cell,
  x: Value,
  weights: { readonly kernel: Value; readonly recurrent: Value; readonly bias: Value },
  mask?: Value,
): Value => {
  const inputs = [x, weights.kernel, weights.recurrent, weights.bias];
  return apply('recurrent', mask ? [...inputs, mask] : inputs, { cell })[0];
};

const effect = <N extends OperationName>(
  name: N,
  inputs: readonly Operand[],
  attributes: Attributes[N],
): AnyNode =>
  nodeOf(
    name,
    inputs.map((value) => (typeof value === 'number' ? constant(value) : value)),
    attributes,
  );
export const assign = (name: string, value: Operand): AnyNode =>
  effect('assign', [value], { variable: name });
/** @param rate - scalar */
export const sgd = (gradient: Value, rate: Operand, attributes: Attributes['sgd']): AnyNode =>
  effect('sgd', [gradient, rate], attributes);
/** @param step - scalar, from 1 */
export const adam = (
  gradient: Value,
  rate: Operand,
  step: Operand,
  attributes: Attributes['adam'],
): AnyNode => effect('adam', [gradient, rate, step], attributes);
export const rmsProp = (gradient: Value, rate: Operand, attributes: Attributes['rmsProp']): AnyNode =>
  effect('rmsProp', [gradient, rate], attributes);
