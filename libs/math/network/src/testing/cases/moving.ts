import { ndArray } from '@millwright/tensors';
import * as g from '../../graph/build.ts';
import { apply } from '../../graph/apply.ts';
import type { Value } from '../../graph/value.ts';
import { data, floats, indices, row, ties, weights, type Rows } from './case.ts';

interface Over {
  readonly axes?: readonly number[];
  readonly keepDimensions?: boolean;
}

const reductionRows = (compute: (x: Value, over: Over) => Value): Rows => [
  row('all', [floats('batch', 3, 4)], (x) => compute(x, {})),
  row('all of many values', [floats('batch', 137)], (x) => compute(x, {})),
  row('the batch', [floats('batch', 3, 4)], (x) => compute(x, { axes: [0] })),
  row('the last axis', [floats('batch', 3, 4)], (x) => compute(x, { axes: [-1] })),
  row('the last axis, kept', [floats('batch', 3, 4)], (x) =>
    compute(x, { axes: [-1], keepDimensions: true }),
  ),
  row('an axis inside', [floats('batch', 'time', 4)], (x) => compute(x, { axes: [1] })),
  row('height and width', [floats('batch', 3, 4, 9)], (x) => compute(x, { axes: [1, 2] })),
  row('all but the channels, kept', [floats('batch', 3, 4, 9)], (x) =>
    compute(x, { axes: [0, 1, 2], keepDimensions: true }),
  ),
  row('two axes apart', [floats('batch', 3, 4, 5)], (x) => compute(x, { axes: [1, 3] })),
];

export const reductions = {
  sum: reductionRows(g.sum),
  mean: reductionRows(g.mean),
  max: [
    ...reductionRows(g.max),
    row('all values below 0', [data('batch', 6)], (x) => g.max(g.negate(g.abs(x)), { axes: [1] })),
    row('equal values', [ties('batch', 12)], (x) => g.max(x, { axes: [1] })),
  ],
} satisfies Readonly<Record<string, Rows>>;

const transposed = (permutation: readonly number[], ...shape: readonly (number | string)[]) =>
  row(`axes ${permutation.join(', ')}`, [floats(...shape)], (x) => g.transpose(x, permutation));

/** Indices through an operation that only moves values, then to floats: engines keep both types apart. */
const moved = (compute: (x: Value) => Value) =>
  row('int32', [indices(9, 'batch', 4, 3)], (x) => g.toFloat(compute(x)));

export const moving = {
  broadcastTo: [
    row('a vector over the batch', [floats(4), data('batch', 2)], (x, other) => [
      g.broadcastTo(x, ['batch', 4]),
      other,
    ]),
    row('a scalar', [floats(), data('batch', 2)], (x, other) => [g.broadcastTo(x, ['batch', 3]), other]),
    row('inside', [floats('batch', 1, 4)], (x) => g.broadcastTo(x, ['batch', 6, 4])),
    row('two axes', [floats('batch', 1, 4, 1)], (x) => g.broadcastTo(x, ['batch', 3, 4, 5])),
    row('as it is', [floats('batch', 4)], (x) => g.broadcastTo(x, ['batch', 4])),
    moved((x) => g.broadcastTo(x, [2, 'batch', 4, 3])),
  ],
  reshape: [
    row('flatten', [floats('batch', 3, 4, 2)], (x) => g.reshape(x, ['batch', 24])),
    row('into axes', [floats('batch', 24)], (x) => g.reshape(x, ['batch', 2, 3, 4])),
    row('batch and time stay', [floats('batch', 'time', 6)], (x) => g.reshape(x, ['batch', 'time', 2, 3])),
    row('an axis put in', [floats('batch', 6)], (x) => g.reshape(x, ['batch', 1, 6])),
    row('known lengths', [floats(4, 6)], (x) => g.reshape(x, [3, 8])),
    row('one value', [floats(1, 1)], (x) => g.reshape(x, [])),
    moved((x) => g.reshape(x, ['batch', 12])),
  ],
  transpose: [
    transposed([1, 0], 'batch', 7),
    transposed([0, 2, 1], 'batch', 'time', 4),
    transposed([1, 0, 2], 'batch', 'time', 4),
    transposed([0, 3, 1, 2], 'batch', 3, 4, 5),
    transposed([3, 2, 1, 0], 'batch', 3, 4, 5),
    transposed([0, 1, 2], 'batch', 3, 4),
    moved((x) => g.transpose(x, [2, 0, 1])),
  ],
  concat: [
    row('the last axis', [floats('batch', 3), floats('batch', 4)], (a, b) => g.concat([a, b], -1)),
    row('three of them', [floats('batch', 2, 3), floats('batch', 2, 1), floats('batch', 2, 5)], (a, b, c) =>
      g.concat([a, b, c], 2),
    ),
    row('an axis inside', [floats('batch', 2, 3), floats('batch', 4, 3)], (a, b) => g.concat([a, b], 1)),
    row('the first axis', [floats(2, 3), weights(4, 3)], (a, b) => g.concat([a, b], 0)),
    row('one twice', [floats('batch', 3)], (a) => g.concat([a, a], 1)),
    row('only one', [floats('batch', 3)], (a) => g.concat([a], 1)),
    moved((x) => g.concat([x, x], 1)),
  ],
  slice: [
    row('from the start', [floats('batch', 6)], (x) => g.slice(x, 1, 0, 4)),
    row('to the end', [floats('batch', 6)], (x) => g.slice(x, 1, 2)),
    row('the middle of an inner axis', [floats('batch', 6, 3)], (x) => g.slice(x, 1, 2, 3)),
    row('the last step of an open time', [floats('batch', 'time', 3)], (x) => g.slice(x, 1, -1)),
    row('the first steps of an open time', [floats('batch', 'time', 3)], (x) => g.slice(x, 1, 0, 2)),
    row('counted from the end, with a size', [floats('batch', 'time', 3)], (x) => g.slice(x, 1, -3, 2)),
    row('all', [floats('batch', 'time', 3)], (x) => g.slice(x, 1, 0)),
    moved((x) => g.slice(x, 1, 1, 2)),
  ],
  sliceGradient: [
    row(
      'at the start',
      [data('batch', 4)],
      (dy) => apply('sliceGradient', [dy], { axis: 1, begin: 0, length: 6 })[0],
    ),
    row(
      'in the middle of an inner axis',
      [data('batch', 3, 2)],
      (dy) => apply('sliceGradient', [dy], { axis: 1, begin: 2, length: 7 })[0],
    ),
    row('the end of an open time', [data('batch', 1, 3), data('batch', 'time')], (dy, x) => [
      apply('sliceGradient', [dy], { axis: 1, begin: -1, length: 'time' })[0],
      x,
    ]),
  ],
  reverse: [
    row('an open time', [floats('batch', 'time', 3)], (x) => g.reverse(x, 1)),
    row('the last axis', [floats('batch', 5)], (x) => g.reverse(x, 1)),
    row('the batch', [floats('batch', 5)], (x) => g.reverse(x, 0)),
    moved((x) => g.reverse(x, 1)),
  ],
  gather: [
    row('a row each', [weights(7, 4), indices(7, 'batch')], g.gather),
    row('a row each step', [weights(7, 4), indices(7, 'batch', 'time')], g.gather),
    row('rows drawn often', [floats(3, 9), indices(3, 'batch', 40)], g.gather),
    row('known indices', [floats(3, 2)], (table) =>
      g.gather(table, g.constant(ndArray('int32', [4], Int32Array.of(2, 0, 2, 2)))),
    ),
  ],
  gatherGradient: [
    row('a row each', [data('batch', 4), indices(7, 'batch')], (dy, at) =>
      apply('gatherGradient', [dy, at], { rows: 7 }),
    ),
    row('rows drawn often', [data('batch', 40, 9), indices(3, 'batch', 40)], (dy, at) =>
      apply('gatherGradient', [dy, at], { rows: 3 }),
    ),
  ],
} satisfies Readonly<Record<string, Rows>>;
