import { numbers, randomArray, worstOf } from './testing/differences.ts';

/** Roundings of a sum of k products of numbers in [-1, 1), with much to spare; against the interpreter in double precision. */
const tolerance = 2e-5;

const turned = (shape: readonly number[], turn: boolean): readonly number[] =>
  turn ? [...shape.slice(0, -2), shape[shape.length - 1], shape[shape.length - 2]] : shape;

// prettier-ignore
const sizes: readonly [readonly number[], readonly number[]][] = [
  [[1, 1], [1, 1]],
  [[5, 3], [3, 9]],
  [[6, 8], [8, 8]],
  [[97, 300], [300, 61]],
  [[33, 70], [70, 513]],
  [[200, 5], [5, 3]],
  [[7, 5000], [5000, 13]],
  [[2, 3, 40, 31], [31, 12]],
  [[2, 3, 14, 31], [2, 3, 31, 12]],
  [[4, 130, 30], [4, 30, 100]],
];

describe('products of the wasm engine', () => {
  const cases = sizes.flatMap(([a, b]) =>
    [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ].map(([transposeA, transposeB]) => ({ a, b, transposeA, transposeB })),
  );

  it.each(cases)(
    '$a times $b, turned $transposeA and $transposeB, is right',
    async ({ a, b, transposeA, transposeB }) => {
      const next = numbers(3);
      const arrays = [randomArray(turned(a, transposeA), next), randomArray(turned(b, transposeB), next)];
      expect(await worstOf('matMul', arrays, { transposeA, transposeB })).toBeLessThan(tolerance);
    },
  );

  it.each([
    [40, 30, 21, 'relu'],
    [40, 30, 21, 'none'],
    [3, 4000, 10, 'relu'],
    [12, 9, 700, 'relu'],
  ] as const)('adds a bias: [%d, %d] to %d with %s', async (m, k, n, activation) => {
    const next = numbers(5);
    const arrays = [randomArray([m, k], next), randomArray([k, n], next), randomArray([n], next)];
    const attributes = { transposeA: false, transposeB: false, activation };
    expect(await worstOf('matMulBias', arrays, attributes)).toBeLessThan(tolerance);
  });
});
