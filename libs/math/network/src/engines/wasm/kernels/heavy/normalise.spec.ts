import { numbers, outputsOf, randomArray, worst, worstOf } from './testing/differences.ts';

/** Against the interpreter in double precision, relative to the largest value. */
const tolerance = 2e-5;

describe('batch norm of the wasm engine', () => {
  it.each([[[7, 3]], [[300, 1]], [[4, 9, 10, 12]], [[2, 50, 41, 6]], [[5000, 17]]])(
    'there and back over %j',
    async (shape) => {
      const next = numbers(7);
      const channels = shape[shape.length - 1];
      // Far from 0, where the square of the mean would drown the variance.
      const x = randomArray(shape, () => 30 + next());
      const scale = randomArray([channels], next);
      const offset = randomArray([channels], next);
      const attributes = { epsilon: 1e-3 };
      expect(await worstOf('batchNorm', [x, scale, offset], attributes)).toBeLessThan(tolerance);
      const moments = await outputsOf('double', 'batchNorm', [x, scale, offset], attributes);
      const [mean, variance] = [moments.get('1'), moments.get('2')] as (typeof x)[];
      const arrays = [randomArray(shape, next), x, scale, mean, variance];
      const own = await outputsOf('wasm', 'batchNormGradient', arrays, attributes);
      const exact = await outputsOf('double', 'batchNormGradient', arrays, attributes);
      expect(worst(own, exact)).toBeLessThan(tolerance);
    },
  );
});
