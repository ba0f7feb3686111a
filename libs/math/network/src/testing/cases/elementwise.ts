import { ndArray } from '@millwright/tensors';
import * as g from '../../graph/build.ts';
import type { Value } from '../../graph/value.ts';
import {
  data,
  floats,
  indices,
  masks,
  positives,
  positiveWeights,
  row,
  ties,
  weights,
  wide,
  type Argument,
  type Rows,
} from './case.ts';

type Binary = (a: g.Operand, b: g.Operand) => Value;
type Draw = (...shape: readonly (number | string)[]) => Argument;

const vector = ndArray('float32', [5], Float32Array.of(0.6, -0.7, 0.8, -0.9, 1.1));

/** Shapes equal, repeated from either side, scalar, constant; the last one long enough for whole vectors and a rest. */
const binaryRows = (compute: Binary, b: Draw = floats, bWeights: Draw = weights): Rows => [
  row('equal shapes', [floats('batch', 4, 5), b('batch', 4, 5)], compute),
  row('b a vector', [floats('batch', 4, 5), b(5)], compute),
  row('a a vector', [floats(5), b('batch', 4, 5)], compute),
  row('b repeated inside', [floats('batch', 4, 5), b('batch', 1, 5)], compute),
  row('both repeated', [floats('batch', 1, 5), b('time', 1)], compute),
  row('b repeated along the batch', [floats('batch', 4, 5), b(1, 4, 5)], compute),
  row('b a column', [floats('batch', 'time', 5), b('batch', 'time', 1)], compute),
  row('b a scalar', [floats('batch', 5), b()], compute),
  row('two scalars', [floats(), b()], compute),
  row('b a number', [floats('batch', 5)], (a) => compute(a, 0.7)),
  row('a a number', [b('batch', 5)], (right) => compute(1.3, right)),
  row('b a constant', [floats('batch', 5)], (a) => compute(a, g.constant(vector))),
  row('two variables', [weights(4, 5), bWeights(5)], compute),
  row('many values', [floats('batch', 137), b('batch', 137)], compute),
];

const unaryRows = (compute: (x: Value) => Value, draw: Draw = floats): Rows => [
  row('a picture', [draw('batch', 3, 2, 5)], compute),
  row('a scalar', [draw()], compute),
  row('many values', [draw('batch', 137)], compute),
];

const equalValues = (compute: Binary) => row('equal values', [ties('batch', 40), ties('batch', 40)], compute);
const farFromZero = (compute: (x: Value) => Value) => row('values far from 0', [wide('batch', 40)], compute);

export const elementwise = {
  add: binaryRows(g.add),
  subtract: binaryRows(g.subtract),
  multiply: binaryRows(g.multiply),
  divide: binaryRows(g.divide, positives, positiveWeights),
  maximum: [...binaryRows(g.maximum), equalValues(g.maximum)],
  minimum: [...binaryRows(g.minimum), equalValues(g.minimum)],
  greater: [
    row('equal shapes', [data('batch', 4, 5), data('batch', 4, 5)], g.greater),
    row('b a vector', [data('batch', 4, 5), data(5)], g.greater),
    row('b a number', [data('batch', 4, 5)], (a) => g.greater(a, 0)),
    row('many values', [data('batch', 137), data('batch', 137)], g.greater),
    equalValues(g.greater),
  ],
  select: [
    row('equal shapes', [masks('batch', 4, 5), floats('batch', 4, 5), floats('batch', 4, 5)], g.select),
    row('a mask over time', [masks('batch', 'time', 1), floats('batch', 'time', 5), floats(5)], g.select),
    row('conditions that are neither 0 nor 1', [ties('batch', 30), floats('batch', 30), floats()], g.select),
    row('b a number', [masks('batch', 137), floats('batch', 137)], (mask, a) => g.select(mask, a, 0)),
    row('a a number', [masks('batch', 5), floats('batch', 5)], (mask, b) => g.select(mask, -1, b)),
  ],
  negate: unaryRows(g.negate),
  exp: unaryRows(g.exp),
  log: unaryRows(g.log, positives),
  sqrt: unaryRows(g.sqrt, positives),
  square: unaryRows(g.square),
  abs: unaryRows(g.abs),
  relu: unaryRows(g.relu),
  sigmoid: [...unaryRows(g.sigmoid), farFromZero(g.sigmoid)],
  tanh: [...unaryRows(g.tanh), farFromZero(g.tanh)],
  softplus: [...unaryRows(g.softplus), farFromZero(g.softplus)],
  toFloat: [
    row('a vector', [indices(50, 'batch')], g.toFloat),
    row('two axes', [indices(50, 'batch', 137)], g.toFloat),
  ],
} satisfies Readonly<Record<string, Rows>>;
