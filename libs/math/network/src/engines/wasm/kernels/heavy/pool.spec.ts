import { ndArray } from '@millwright/tensors';
import type { Window } from '../../../../graph/attributes.ts';
import { outputsOf, numbers, randomArray, worstOf } from './testing/differences.ts';

/** Sums of few numbers, against the interpreter in double precision. */
const tolerance = 1e-6;

const windows: readonly Window[] = [
  { kernel: [2, 2], strides: [2, 2], padding: 'valid' },
  { kernel: [2, 2], strides: [2, 2], padding: 'same' },
  { kernel: [3, 3], strides: [2, 2], padding: 'same' },
  { kernel: [3, 2], strides: [1, 3], padding: 'valid' },
];
const pictures = [
  [3, 8, 10, 4],
  [2, 9, 11, 8],
  [2, 9, 7, 5],
];
const cases = windows.flatMap((window) =>
  pictures.map((x) => ({ window, x, name: JSON.stringify([x, window]) })),
);

describe('pooling of the wasm engine', () => {
  it.each(cases)('there and back: $name', async ({ window, x: shape }) => {
    const next = numbers(6);
    // Few different values, so that windows have equal ones.
    const x = randomArray(shape, () => Math.round(next() * 3));
    const y = (await outputsOf('double', 'maxPool2d', [x], window)).get('0') as typeof x;
    const dy = randomArray(y.shape, next);
    const back = { ...window, input: [shape[1], shape[2]] as const };
    expect(await worstOf('maxPool2d', [x], window)).toBe(0);
    expect(await worstOf('maxPool2dGradient', [dy, x, y], window)).toBeLessThan(tolerance);
    expect(await worstOf('averagePool2d', [x], window)).toBeLessThan(tolerance);
    expect(await worstOf('averagePool2dGradient', [dy], back)).toBeLessThan(tolerance);
  });

  it('gives the gradient to the first of equal values', async () => {
    const x = ndArray(
      'float32',
      [1, 2, 2, 4],
      Float32Array.of(1, 0, 0, 2, 1, 3, 0, 2, 1, 3, 5, 2, 1, 0, 5, 2),
    );
    const y = ndArray('float32', [1, 1, 1, 4], Float32Array.of(1, 3, 5, 2));
    const dy = ndArray('float32', [1, 1, 1, 4], Float32Array.of(1, 2, 3, 4));
    const window: Window = { kernel: [2, 2], strides: [2, 2], padding: 'valid' };
    const dx = (await outputsOf('wasm', 'maxPool2dGradient', [dy, x, y], window)).get('0');
    expect([...(dx?.data ?? [])]).toEqual([1, 0, 0, 4, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0]);
  });
});
