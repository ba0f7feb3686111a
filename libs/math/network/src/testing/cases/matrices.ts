import { apply } from '../../graph/apply.ts';
import type { Attributes, Fused } from '../../graph/attributes.ts';
import { data, floats, row, still, weights, type Case, type Rows } from './case.ts';

const turns = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => ({ transposeA, transposeB })),
);

const turnedShape = (turn: boolean, rows: number, columns: number): number[] =>
  turn ? [columns, rows] : [rows, columns];

/** M, K, N: small, one column, one row, and larger than any block an engine works in. */
const sizes: readonly (readonly [number, number, number])[] = [
  [3, 4, 5],
  [7, 6, 1],
  [1, 9, 8],
  [37, 29, 41],
  [64, 130, 33],
];

const wordsOf = ({ transposeA, transposeB }: Attributes['matMul']): string =>
  `${transposeA ? ', a turned' : ''}${transposeB ? ', b turned' : ''}`;

const plain = sizes.flatMap(([m, k, n]) =>
  turns.map((turn, index): Case => {
    const second = index % 2 ? floats : weights;
    return row(
      `${m}x${k} by ${k}x${n}${wordsOf(turn)}`,
      [floats(...turnedShape(turn.transposeA, m, k)), second(...turnedShape(turn.transposeB, k, n))],
      (a, b) => apply('matMul', [a, b], turn),
    );
  }),
);

const stacked = turns.flatMap((turn): Case[] => {
  const words = wordsOf(turn);
  const [a, b] = [turnedShape(turn.transposeA, 6, 4), turnedShape(turn.transposeB, 4, 7)];
  return [
    row(`a stack by one${words}`, [floats('batch', ...a), weights(...b)], (x, y) =>
      apply('matMul', [x, y], turn),
    ),
    row(`stack by stack${words}`, [floats('batch', ...a), floats('batch', ...b)], (x, y) =>
      apply('matMul', [x, y], turn),
    ),
    row(`two axes of stacks${words}`, [floats('batch', 2, ...a), floats('batch', 2, ...b)], (x, y) =>
      apply('matMul', [x, y], turn),
    ),
    row(`two axes of stacks by one${words}`, [floats('batch', 2, ...a), floats(...b)], (x, y) =>
      apply('matMul', [x, y], turn),
    ),
  ];
});

const open = [
  row('batch open', [floats('batch', 9), weights(9, 4)], (a, b) =>
    apply('matMul', [a, b], { transposeA: false, transposeB: false }),
  ),
  row('batch and time open', [floats('batch', 'time', 9), weights(9, 4)], (a, b) =>
    apply('matMul', [a, b], { transposeA: false, transposeB: false }),
  ),
  row('time by time', [floats('batch', 'time', 6), floats('batch', 'time', 6)], (a, b) =>
    apply('matMul', [a, b], { transposeA: false, transposeB: true }),
  ),
  row('the batch taken together', [floats('batch', 6), floats('batch', 5)], (a, b) =>
    apply('matMul', [a, b], { transposeA: true, transposeB: false }),
  ),
];

const activations: readonly Fused[] = ['none', 'relu'];
const fused = activations.flatMap((activation) =>
  turns.flatMap((turn): Case[] => {
    const words = `${activation}${wordsOf(turn)}`;
    const attributes = { ...turn, activation };
    const [a, b] = [turnedShape(turn.transposeA, 13, 21), turnedShape(turn.transposeB, 21, 18)];
    const bWeights = still(weights(...b));
    return [
      row(words, [data(...a), data(...b), data(18)], (...values) => apply('matMulBias', values, attributes)),
      row(`a stack, weights, ${words}`, [data('batch', ...a), bWeights, data(18)], (...values) =>
        apply('matMulBias', values, attributes),
      ),
    ];
  }),
);

export const matrices = {
  matMul: [...plain, ...stacked, ...open],
  matMulBias: fused,
} satisfies Readonly<Record<string, Rows>>;
