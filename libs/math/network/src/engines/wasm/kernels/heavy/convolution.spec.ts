import type { Window } from '../../../../graph/attributes.ts';
import { windowOutput } from '../../../../graph/window.ts';
import { slideOver } from './geometry.ts';
import { numbers, randomArray, worstOf } from './testing/differences.ts';
import { isWinograd } from './winograd.ts';

/** Against the interpreter in double precision, relative to the largest value. */
const direct = 2e-5;
/** Winograd's transforms magnify roundings: still ten times better than what a training would notice. */
const transformed = 1e-4;

interface Case extends Window {
  readonly x: readonly [number, number, number, number];
  readonly filters: number;
}

const one = (
  x: Case['x'],
  filters: number,
  kernel: number,
  stride: number,
  padding: Case['padding'],
): Case => ({
  x,
  filters,
  kernel: [kernel, kernel],
  strides: [stride, stride],
  padding,
});

const cases: readonly Case[] = [
  one([2, 9, 11, 1], 5, 3, 1, 'valid'),
  one([2, 12, 13, 3], 8, 3, 2, 'same'),
  one([1, 40, 37, 3], 12, 7, 2, 'same'),
  one([3, 8, 8, 12], 24, 1, 1, 'valid'),
  one([3, 9, 9, 12], 20, 1, 2, 'same'),
  one([2, 16, 16, 12], 12, 3, 2, 'same'),
  one([2, 15, 17, 21], 10, 3, 2, 'valid'),
  one([2, 14, 14, 6], 5, 5, 1, 'same'),
  one([2, 13, 10, 7], 9, 4, 3, 'same'),
  one([1, 64, 70, 8], 16, 3, 1, 'same'),
  one([3, 18, 21, 13], 11, 3, 1, 'same'),
  one([3, 18, 21, 13], 11, 3, 1, 'valid'),
  one([2, 30, 27, 32], 64, 3, 1, 'valid'),
  one([5, 8, 8, 48], 40, 3, 1, 'same'),
  one([1, 3, 500, 4], 6, 3, 1, 'same'),
  one([1, 2, 2100, 2], 3, 2, 1, 'same'),
  { ...one([2, 11, 14, 5], 7, 3, 1, 'same'), kernel: [2, 5], strides: [3, 1] },
  { ...one([2, 11, 14, 5], 7, 3, 1, 'valid'), kernel: [1, 7], strides: [1, 2] },
];

const named = cases.map((each) => ({ ...each, name: JSON.stringify(each) }));

function toleranceOf({ x, filters, ...window }: Case): number {
  return isWinograd(slideOver({ shape: x }, window), x[3], filters) ? transformed : direct;
}

describe('convolutions of the wasm engine', () => {
  it('take both ways among these cases', () => {
    expect(new Set(cases.map(toleranceOf))).toEqual(new Set([direct, transformed]));
  });

  it.each(named)('forward: $name', async (each) => {
    const next = numbers(1);
    const { x, filters, kernel, strides, padding } = each;
    const filter = [...kernel, x[3], filters];
    const arrays = [randomArray(x, next), randomArray(filter, next)];
    expect(await worstOf('conv2d', arrays, { kernel, strides, padding })).toBeLessThan(toleranceOf(each));
    const biased = [...arrays, randomArray([filters], next)];
    const attributes = { kernel, strides, padding, activation: 'relu' } as const;
    expect(await worstOf('conv2dBias', biased, attributes)).toBeLessThan(toleranceOf(each));
  });

  it.each(named)('back to the picture and to the filter: $name', async (each) => {
    const next = numbers(2);
    const { x, filters, kernel, strides, padding } = each;
    const window = { kernel, strides, padding };
    const output = windowOutput('conv2d', [x[1], x[2]], window) as readonly [number, number];
    const dy = randomArray([x[0], ...output, filters], next);
    const filter = randomArray([...kernel, x[3], filters], next);
    const toInput = { ...window, input: [x[1], x[2]] as const };
    expect(await worstOf('conv2dInput', [dy, filter], toInput)).toBeLessThan(toleranceOf(each));
    const toFilter = { ...window, filter: filter.shape };
    expect(await worstOf('conv2dFilter', [randomArray(x, next), dy], toFilter)).toBeLessThan(
      toleranceOf(each),
    );
  });

  it.each([
    [one([2, 9, 11, 6], 1, 3, 1, 'same')],
    [one([2, 9, 11, 7], 1, 3, 2, 'same')],
    [one([2, 10, 9, 5], 3, 3, 1, 'valid')],
    [one([2, 10, 9, 5], 2, 5, 2, 'same')],
  ])('channel by channel, all ways: %j', async ({ x, filters, kernel, strides, padding }) => {
    const next = numbers(4);
    const window = { kernel, strides, padding };
    const [batch, height, width, channels] = x;
    const output = windowOutput('depthwiseConv2d', [height, width], window) as readonly [number, number];
    const picture = randomArray(x, next);
    const filter = randomArray([...kernel, channels, filters], next);
    const bias = randomArray([channels * filters], next);
    const dy = randomArray([batch, ...output, channels * filters], next);
    const attributes = { ...window, activation: 'relu' } as const;
    const toInput = { ...window, input: [height, width] as const };
    const toFilter = { ...window, filter: filter.shape };
    expect(await worstOf('depthwiseConv2d', [picture, filter], window)).toBeLessThan(direct);
    expect(await worstOf('depthwiseConv2dBias', [picture, filter, bias], attributes)).toBeLessThan(direct);
    expect(await worstOf('depthwiseConv2dInput', [dy, filter], toInput)).toBeLessThan(direct);
    expect(await worstOf('depthwiseConv2dFilter', [picture, dy], toFilter)).toBeLessThan(direct);
  });
});
