import * as tf from '@tensorflow/tfjs-core';
import { ndArray, sizeOf } from '@millwright/tensors';
import { uniformNumbers } from '../../testing/interpret/philox.ts';
import type { Attributes } from '../../graph/attributes.ts';
import type { ComputedName, Kernels } from './kernel.ts';
import { recurrentKernels } from './recurrent.ts';
import { tensorOf } from './tensors.ts';
import { windowKernels } from './windows.ts';

type Plain = (inputs: readonly tf.Tensor[]) => readonly tf.Tensor[];

const binary =
  (compute: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Plain =>
  ([a, b]) => [compute(a, b)];
const unary =
  (compute: (x: tf.Tensor) => tf.Tensor): Plain =>
  ([x]) => [compute(x)];
const reduction =
  (compute: (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor) =>
  ([x]: readonly tf.Tensor[], { axes, keepDimensions }: Attributes['sum']): readonly tf.Tensor[] => [
    compute(x, [...axes], keepDimensions),
  ];

/** Lengths of 1 in front of b, until the stacks of both have as many axes. */
const alike = (b: tf.Tensor, rank: number): tf.Tensor =>
  tf.reshape(b, [...Array.from({ length: rank - b.rank }, () => 1), ...b.shape]);

const matMul = (
  [a, b]: readonly tf.Tensor[],
  { transposeA, transposeB }: Attributes['matMul'],
): readonly tf.Tensor[] => [tf.matMul(a, alike(b, a.rank), transposeA, transposeB)];

const channelAxes = (x: tf.Tensor): number[] => x.shape.slice(1).map((_, axis) => axis);

/** `begin` and `size` for all axes, out of those for one. */
const piece = (x: tf.Tensor, axis: number, begin: number, size: number): [number[], number[]] => [
  x.shape.map((_, at) => (at === axis ? begin : 0)),
  x.shape.map((length, at) => (at === axis ? size : length)),
];

const fromStart = (begin: number, length: number): number => (begin < 0 ? begin + length : begin);

export const kernels: Kernels<ComputedName> = {
  ...windowKernels,
  ...recurrentKernels,
  input: (_, { name }, run) => [run.fed(name)],
  variable: (_, { name }, run) => [run.fed(name)],
  constant: (_, { array }) => [tensorOf(array)],
  uniform: ([step], { shape, key }, run) => {
    const lengths = run.lengths(shape);
    const numbers = uniformNumbers(key, step.dataSync()[0], sizeOf(lengths));
    return [tensorOf(ndArray('float32', lengths, Float32Array.from(numbers)))];
  },
  add: binary(tf.add),
  subtract: binary(tf.sub),
  multiply: binary(tf.mul),
  divide: binary(tf.div),
  maximum: binary(tf.maximum),
  minimum: binary(tf.minimum),
  greater: binary((a, b) => tf.cast(tf.greater(a, b), 'float32')),
  select: ([condition, a, b]) => [tf.where(tf.notEqual(condition, 0), a, b)],
  negate: unary(tf.neg),
  exp: unary(tf.exp),
  log: unary(tf.log),
  sqrt: unary(tf.sqrt),
  square: unary(tf.square),
  abs: unary(tf.abs),
  relu: unary(tf.relu),
  sigmoid: unary(tf.sigmoid),
  tanh: unary(tf.tanh),
  softplus: unary(tf.softplus),
  toFloat: unary((x) => tf.cast(x, 'float32')),
  matMul,
  matMulBias: ([a, b, bias], { activation, ...turns }) => {
    const y = tf.add(matMul([a, b], turns)[0], bias);
    return [activation === 'relu' ? tf.relu(y) : y];
  },
  sum: reduction(tf.sum),
  mean: reduction(tf.mean),
  max: reduction(tf.max),
  broadcastTo: ([x], { shape }, run) => [tf.broadcastTo(x, run.lengths(shape))],
  reshape: ([x], { shape }, run) => [tf.reshape(x, run.lengths(shape))],
  transpose: ([x], { permutation }) => [tf.transpose(x, [...permutation])],
  concat: (parts, { axis }) => [tf.concat([...parts], axis)],
  slice: ([x], { axis, begin, size }) => {
    const start = fromStart(begin, x.shape[axis]);
    return [tf.slice(x, ...piece(x, axis, start, size ?? x.shape[axis] - start))];
  },
  sliceGradient: ([dy], { axis, begin, length }, run) => {
    const [whole] = run.lengths([length]);
    const start = fromStart(begin, whole);
    const rest = whole - start - dy.shape[axis];
    return [
      tf.pad(
        dy,
        dy.shape.map((_, at): [number, number] => (at === axis ? [start, rest] : [0, 0])),
      ),
    ];
  },
  reverse: ([x], { axis }) => [tf.reverse(x, axis)],
  gather: ([table, indices]) => [tf.gather(table, indices as tf.Tensor1D)],
  gatherGradient: ([dy, indices], { rows }) => [
    tf.unsortedSegmentSum(tf.reshape(dy, [indices.size, -1]), tf.reshape(indices, [-1]) as tf.Tensor1D, rows),
  ],
  softmax: unary((x) => tf.softmax(x)),
  logSoftmax: unary((x) => tf.logSoftmax(x)),
  batchNorm: ([x, scale, offset], { epsilon }) => {
    const { mean, variance } = tf.moments(x, channelAxes(x));
    const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));
    return [tf.add(tf.mul(normal, scale), offset), mean, variance];
  },
  batchNormGradient: ([dy, x, scale, mean, variance], { epsilon }) => {
    const axes = channelAxes(x);
    const root = tf.sqrt(tf.add(variance, epsilon));
    const normal = tf.div(tf.sub(x, mean), root);
    const [dOffset, dScale] = [tf.sum(dy, axes), tf.sum(tf.mul(dy, normal), axes)];
    const shared = tf.div(tf.add(dOffset, tf.mul(normal, dScale)), x.size / scale.size);
    return [tf.mul(tf.sub(dy, shared), tf.div(scale, root)), dScale, dOffset];
  },
  reluGradient: ([dy, y]) => [tf.mul(dy, tf.cast(tf.greater(y, 0), 'float32'))],
};
