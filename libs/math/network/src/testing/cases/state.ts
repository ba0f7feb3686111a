import { ndArray } from '@millwright/tensors';
import * as g from '../../graph/build.ts';
import { apply } from '../../graph/apply.ts';
import type { AnyNode, Value } from '../../graph/value.ts';
import {
  data,
  floats,
  indices,
  positiveWeights,
  row,
  still,
  ties,
  weights,
  type Argument,
  type Case,
  type Rows,
} from './case.ts';

/** Variables are the arguments `a0`, `a1` … in their order. */
const effectRow = (
  name: string,
  args: readonly Argument[],
  effects: (...values: Value[]) => readonly AnyNode[],
): Case => ({
  name,
  arguments: args.map(still),
  compute: (values) => ({ outputs: [], effects: effects(...values) }),
});

const sizes = [[4, 3], [137], []] as const;

const adamSettings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const adamRows = [0, 0.02].flatMap((weightDecay) =>
  sizes.flatMap((shape) =>
    [1, 30].map((step) =>
      effectRow(
        `shape [${shape.join(', ')}], step ${step}, decay ${weightDecay}`,
        [weights(...shape), weights(...shape), positiveWeights(...shape), data(...shape)],
        (_w, _first, _second, gradient) => [
          g.adam(gradient, 0.01, step, {
            variable: 'a0',
            first: 'a1',
            second: 'a2',
            ...adamSettings,
            weightDecay,
          }),
        ],
      ),
    ),
  ),
);

export const state = {
  input: [
    row('given back', [floats('batch', 3)], (x) => x),
    row('twice', [floats('batch', 3)], (x) => [x, g.negate(x), x]),
    row('indices', [indices(5, 'batch')], g.toFloat),
  ],
  variable: [
    row('given back', [weights(4, 3)], (w) => w),
    row('used twice', [weights(4, 3)], (w) => g.multiply(w, g.negate(w))),
    row('a scalar', [weights()], (w) => g.square(w)),
  ],
  constant: [
    row('a vector', [floats('batch', 3)], (x) =>
      g.multiply(x, g.constant(ndArray('float32', [3], Float32Array.of(1, -2, 1e-3)))),
    ),
    row('given back', [ties('batch')], () =>
      g.constant(ndArray('float32', [2, 2], Float32Array.of(1, 2, 3, 4))),
    ),
    row('indices', [ties('batch')], () =>
      g.toFloat(g.constant(ndArray('int32', [3], Int32Array.of(-3, 0, 7)))),
    ),
  ],
  uniform: [
    row('an open batch', [still({ ...floats(), draw: () => 1 }), data('batch')], (step, x) => [
      g.uniform(step, ['batch', 7], 3),
      x,
    ]),
    row('many values, another key', [still({ ...floats(), draw: () => 4711 })], (step) =>
      g.uniform(step, [3, 137], 2 ** 31 + 5),
    ),
    row('two keys of one step', [still({ ...floats(), draw: () => 2 })], (step) => [
      g.uniform(step, [5], 0),
      g.uniform(step, [5], 1),
    ]),
  ],
  reluGradient: [
    row('a picture', [data('batch', 3, 4), data('batch', 3, 4)], (dy, x) =>
      apply('reluGradient', [dy, g.relu(x)], {}),
    ),
    row('many values, many of them 0', [data('batch', 137), ties('batch', 137)], (dy, y) =>
      apply('reluGradient', [dy, y], {}),
    ),
  ],
  assign: [
    effectRow('one', [weights(4, 3), data(4, 3)], (w, value) => [g.assign('a0', g.add(w, value))]),
    effectRow('each the other', [weights(3), weights(3)], (a, b) => [g.assign('a0', b), g.assign('a1', a)]),
    effectRow('a moving mean', [weights(3), data('batch', 3)], (old, x) => [
      g.assign('a0', g.add(g.multiply(old, 0.9), g.multiply(g.mean(x, { axes: [0] }), 0.1))),
    ]),
    {
      ...effectRow('read before it changes', [weights(3)], () => []),
      compute: ([w]) => ({ outputs: [w, g.square(w)], effects: [g.assign('a0', g.add(w, 1))] }),
    },
  ],
  sgd: sizes.flatMap((shape) => [
    effectRow(`shape [${shape.join(', ')}]`, [weights(...shape), data(...shape)], (_w, gradient) => [
      g.sgd(gradient, 0.1, { variable: 'a0', momentum: 0, velocity: null }),
    ]),
    effectRow(
      `shape [${shape.join(', ')}], momentum`,
      [weights(...shape), weights(...shape), data(...shape)],
      (_w, _v, gradient) => [g.sgd(gradient, 0.1, { variable: 'a0', momentum: 0.9, velocity: 'a1' })],
    ),
  ]),
  adam: adamRows,
  rmsProp: sizes.map((shape) =>
    effectRow(
      `shape [${shape.join(', ')}]`,
      [weights(...shape), positiveWeights(...shape), data(...shape)],
      (_w, _square, gradient) => [
        g.rmsProp(gradient, 0.01, { variable: 'a0', square: 'a1', rho: 0.9, epsilon: 1e-7 }),
      ],
    ),
  ),
} satisfies Readonly<Record<string, Rows>>;
