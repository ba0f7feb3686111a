import * as g from '../../graph/build.ts';
import { apply } from '../../graph/apply.ts';
import type { Cell } from '../../graph/attributes.ts';
import { gateCounts } from '../../graph/recurrence.ts';
import type { Value } from '../../graph/value.ts';
import {
  data,
  floats,
  masks,
  positiveWeights,
  positives,
  row,
  still,
  weights,
  wide,
  type Argument,
  type Case,
  type Rows,
} from './case.ts';

const lastAxisRows = (compute: (x: Value) => Value): Rows => [
  row('classes', [floats('batch', 5)], compute),
  row('one class', [floats('batch', 1)], compute),
  row('steps', [floats('batch', 'time', 19)], compute),
  row('heads', [floats('batch', 2, 'time', 'time')], compute),
  row('values far from 0', [wide('batch', 9)], compute),
];

const epsilon = 1e-3;
const norm = (x: Value, scale: Value, offset: Value) => apply('batchNorm', [x, scale, offset], { epsilon });
const normGradient = (...inputs: Value[]) => apply('batchNormGradient', inputs, { epsilon });

/** Units and features: odd ones, and such as fill whole vectors. */
const sizes: readonly (readonly [units: number, features: number])[] = [
  [3, 2],
  [16, 8],
];

interface RecurrentRow {
  readonly cell: Cell;
  readonly masked: boolean;
  readonly fixed: boolean;
  readonly units: number;
  readonly features: number;
}

const recurrentRows = (make: (setting: RecurrentRow, words: string) => Case): Rows =>
  (['simple', 'lstm', 'gru'] as const).flatMap((cell) =>
    sizes.flatMap(([units, features], size) =>
      [false, true].map((masked) => {
        const fixed = size === 1;
        const words = `${cell} ${units}, ${features} features${masked ? ', masked' : ''}${fixed ? ', 7 steps' : ''}`;
        return make({ cell, masked, fixed, units, features }, words);
      }),
    ),
  );

/** Weights of the size that training starts with: the states stay where sigmoid and tanh are curved. */
const small = (argument: Argument): Argument => ({
  ...argument,
  draw: (random) => argument.draw(random) / 3,
});

function recurrentArguments({ cell, masked, fixed, units, features }: RecurrentRow): Argument[] {
  const gates = gateCounts[cell] * units;
  const time = fixed ? 7 : 'time';
  const needed = [
    floats('batch', time, features),
    small(weights(features, gates)),
    small(weights(units, gates)),
    small(weights(...(cell === 'gru' ? [2, gates] : [gates]))),
  ];
  return masked ? [...needed, masks('batch', time)] : needed;
}

export const layers = {
  softmax: lastAxisRows(g.softmax),
  logSoftmax: lastAxisRows(g.logSoftmax),
  batchNorm: [
    row('pictures', [floats('batch', 4, 3, 6), weights(6), weights(6)], norm),
    row('vectors', [floats('batch', 9), weights(9), weights(9)], norm),
    row('steps', [floats('batch', 'time', 5), weights(5), weights(5)], norm),
    row(
      'y alone',
      [floats('batch', 4, 3, 17), weights(17), weights(17)],
      (...inputs) => norm(inputs[0], inputs[1], inputs[2])[0],
    ),
    row('far from 0', [floats('batch', 30, 2), weights(2), weights(2)], (x, scale, offset) =>
      norm(g.add(x, 20), scale, offset),
    ),
  ],
  batchNormGradient: [
    row(
      'pictures',
      [data('batch', 4, 3, 6), data('batch', 4, 3, 6), data(6), data(6), still(positives(6))],
      normGradient,
    ),
    row(
      'vectors, variables',
      [data('batch', 9), data('batch', 9), still(weights(9)), data(9), still(positiveWeights(9))],
      normGradient,
    ),
  ],
  recurrent: recurrentRows((setting, words) =>
    row(
      words,
      recurrentArguments(setting),
      (...inputs) => apply('recurrent', inputs, { cell: setting.cell })[0],
    ),
  ),
  // What an engine keeps is its own affair, so the states come from the engine too.
  recurrentGradient: recurrentRows((setting, words) => {
    const { cell, masked, fixed, units } = setting;
    const args = recurrentArguments(setting).map(still);
    return row(words, [data('batch', fixed ? 7 : 'time', units), ...args], (dStates, ...inputs) =>
      apply('recurrentGradient', [dStates, ...inputs, ...apply('recurrent', inputs, { cell })], {
        cell,
        masked,
      }),
    );
  }),
} satisfies Readonly<Record<string, Rows>>;
