import { ndArray } from '@millwright/tensors';
import { exp, input, log, sigmoid, softplus, tanh } from '../../graph/build.ts';
import type { Value } from '../../graph/value.ts';
import { wasmGraphEngine } from './graph-engine.ts';

async function valuesOf(make: (x: Value) => Value, values: readonly number[]): Promise<Float32Array> {
  const x = input('x', { shape: ['batch'], dtype: 'float32' });
  const session = await wasmGraphEngine().open({
    variables: [],
    programs: { only: { outputs: { y: make(x) }, effects: [] } },
  });
  try {
    const array = ndArray('float32', [values.length], Float32Array.from(values));
    const y = (await session.run('only', new Map([['x', array]]))).get('y');
    return y?.data as Float32Array;
  } finally {
    session.dispose();
  }
}

/** Distance to the next number of float32. */
const unit = (value: number): number =>
  Math.max(2 ** (Math.floor(Math.log2(Math.abs(value))) - 23), 2 ** -149);

const from = (low: number, high: number): number[] =>
  Array.from({ length: 20001 }, (_, i) => Math.fround(low + ((high - low) * i) / 20000));

/** In double precision, by JavaScript's own functions. */
const functions: readonly [string, (x: Value) => Value, (x: number) => number, number[], number][] = [
  ['exp', exp, Math.exp, from(-87, 88.7), 2],
  ['exp of results below the normal numbers', exp, Math.exp, from(-103, -87), 2],
  ['log', log, Math.log, from(1e-6, 5), 2],
  ['log of numbers below the normal ones', log, Math.log, from(1e-44, 1e-38), 2],
  ['log of large numbers', log, Math.log, from(1e3, 3e38), 2],
  ['tanh', tanh, Math.tanh, from(-10, 10), 3],
  ['sigmoid', sigmoid, (x) => 1 / (1 + Math.exp(-x)), from(-80, 30), 4],
  ['softplus', softplus, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), from(-80, 30), 4],
];

describe('functions of float32', () => {
  it.each(functions)(
    '%s lies within a few units in the last place',
    async (_, make, exact, values, units) => {
      const actual = await valuesOf(make, values);
      const worst = values.reduce((largest, x, i) => {
        const expected = exact(x);
        return Math.max(largest, Math.abs(actual[i] - expected) / unit(expected));
      }, 0);
      expect(worst).toBeLessThanOrEqual(units);
    },
  );

  it.each<[string, (x: Value) => Value, number[], number[]]>([
    ['exp', exp, [0, 1000, -1000, Infinity, -Infinity, NaN], [1, Infinity, 0, Infinity, 0, NaN]],
    ['log', log, [1, 0, -1, Infinity, NaN, -0], [0, -Infinity, NaN, Infinity, NaN, -Infinity]],
    ['tanh', tanh, [0, 100, -100, Infinity, -Infinity, NaN], [0, 1, -1, 1, -1, NaN]],
    ['sigmoid', sigmoid, [0, 100, -200, Infinity, -Infinity, NaN], [0.5, 1, 0, 1, 0, NaN]],
    ['softplus', softplus, [-200, 100, Infinity, -Infinity, NaN], [0, 100, Infinity, 0, NaN]],
  ])('%s is right at its ends', async (_, make, values, expected) => {
    expect([...(await valuesOf(make, values))]).toEqual(expected);
  });
});
