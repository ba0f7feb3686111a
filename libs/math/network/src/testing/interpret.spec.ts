import { ndArray, type NdArray } from '@millwright/tensors';
import * as g from '../graph/build.ts';
import type { AnyNode, Dimension, Module, Value } from '../graph/value.ts';
import { evaluate, interpret } from './interpret.ts';
import { philox } from './interpret/philox.ts';
import { filled, type Real } from './interpret/real.ts';

const of = (name: string, ...shape: Dimension[]): Value => g.input(name, { shape, dtype: 'float32' });
const array = (shape: number[], ...values: number[]): NdArray<'float32'> =>
  ndArray('float32', shape, Float32Array.from(values));
const constant = (shape: number[], ...values: number[]): Value => g.constant(array(shape, ...values));
const numbers = (value: Value, feeds = new Map<string, Real>()): number[] => [
  ...evaluate([value], feeds)[0].data,
];
const expectNear = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, at) => expect(value).toBeCloseTo(expected[at], 6));
};

describe('philox', () => {
  // Known answers of the authors' Random123 library (kat_vectors, philox4x32 10).
  const full = 0xffffffff;
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [full, full, full, full],
      [full, full],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('gives the published words for counter %p', (counter, key, words) => {
    expect(philox(counter as [number, number, number, number], key as [number, number])).toEqual(words);
  });

  it('gives even numbers in [0, 1): the first from the lower 23 bits of the first word', () => {
    const [first] = numbers(g.uniform(0, [5], 0));
    expect(first).toBe((0x6627e8d5 & 0x7fffff) / 2 ** 23);
    const many = numbers(g.uniform(3, [10_000], 42));
    expect(many.every((value) => value >= 0 && value < 1)).toBe(true);
    // The mean of n even numbers has the standard deviation 1 / √(12 n) = 0.0029.
    expect(many.reduce((total, value) => total + value) / 10_000).toBeCloseTo(0.5, 1.9);
    expect(numbers(g.uniform(4, [4], 42))).not.toEqual(many.slice(0, 4));
  });
});

describe('the interpreter', () => {
  it('convolves, pads at the end first and turns nothing round', () => {
    const x = constant([1, 2, 2, 1], 1, 2, 3, 4);
    const filter = constant([2, 2, 1, 1], 1, 10, 100, 1000);
    const same = { kernel: [2, 2], strides: [1, 1], padding: 'same' } as const;
    expect(numbers(g.conv2d(x, filter, same))).toEqual([4321, 402, 43, 4]);
    expect(numbers(g.conv2dInput(x, filter, { ...same, input: [2, 2] }))).toEqual([1, 12, 103, 1234]);
    expect(numbers(g.averagePool2d(x, same))).toEqual([2.5, 3, 3.5, 4]);
    expect(numbers(g.maxPool2d(x, same))).toEqual([4, 4, 4, 4]);
  });

  it('keeps the channels of a depthwise convolution together: channel c, multiple m → c · M + m', () => {
    const x = constant([1, 1, 1, 2], 1, 10);
    const y = g.depthwiseConv2d(x, constant([1, 1, 2, 2], 1, 2, 3, 4), {
      kernel: [1, 1],
      strides: [1, 1],
      padding: 'valid',
    });
    expect(numbers(y)).toEqual([1, 2, 30, 40]);
  });

  it('puts the gates of an lstm in the order i f c o, those of a gru in the order z r h', () => {
    // With all kernels 0 the gates are their biases': σ(100) = 1, σ(-100) = 0.
    const x = constant([1, 3, 1], 0, 0, 0);
    const still = (gates: number) => ({
      kernel: constant([1, gates], ...Array(gates).fill(0)),
      recurrent: constant([1, gates], ...Array(gates).fill(0)),
    });
    const lstm = g.recurrent('lstm', x, { ...still(4), bias: constant([4], 100, 100, 0.5, 100) });
    const candidate = Math.tanh(0.5);
    expectNear(
      numbers(lstm),
      [1, 2, 3].map((t) => Math.tanh(t * candidate)),
    );
    // h ← z h + (1 - z) tanh(b + r · b'), z = 1/2, r = 0: the second bias is reset away.
    const gru = g.recurrent('gru', x, { ...still(3), bias: constant([2, 3], 0, -100, 0.5, 0, 0, 7) });
    expectNear(
      numbers(gru),
      [1, 2, 3].map((t) => (1 - 0.5 ** t) * candidate),
    );
  });

  it('holds the state where the mask is 0', () => {
    const weights = { kernel: constant([1, 1], 1), recurrent: constant([1, 1], 1), bias: constant([1], 0) };
    const y = g.recurrent('simple', constant([1, 3, 1], 1, 9, 2), weights, constant([1, 3], 1, 0, 1));
    const first = Math.tanh(1);
    expectNear(numbers(y), [first, first, Math.tanh(2 + first)]);
  });

  it('normalises a batch with its biased variance', () => {
    const [y, mean, variance] = g.batchNorm(constant([2, 1], 1, 5), constant([1], 3), constant([1], 7), 0);
    expect([y, mean, variance].map((value) => numbers(value))).toEqual([[4, 10], [3], [4]]);
  });

  it('refuses an input whose lengths contradict each other', () => {
    const y = g.sum(g.add(g.sum(of('a', 'batch')), g.sum(of('b', 'batch'))));
    const feeds = new Map(
      [
        ['a', 2],
        ['b', 3],
      ].map(([name, length]) => [name as string, filled([length as number], () => 0)]),
    );
    expect(() => evaluate([y], feeds)).toThrow('Input b, axis 0: 2, not 3');
  });
});

describe('a session of the interpreter', () => {
  const module = (effects: AnyNode[], outputs: Record<string, Value> = {}): Module => ({
    variables: ['w', 'a', 'b'].map((name) => ({ name, shape: [1] })),
    programs: { step: { outputs, effects } },
  });
  const w = g.variable({ name: 'w', shape: [1] });
  const gradient = constant([1], 2);
  const after = async (effect: AnyNode, names: string[]): Promise<number[]> => {
    const session = interpret(module([effect]));
    session.write(
      new Map([
        ['w', array([1], 10)],
        ['a', array([1], 1)],
        ['b', array([1], 4)],
      ]),
    );
    await session.run('step', new Map());
    const read = await session.read(names);
    return names.map((name) => (read.get(name) as NdArray).data[0]);
  };

  it('gives outputs before the effects, which later runs see', async () => {
    const session = interpret(module([g.assign('w', g.add(w, 1)), g.assign('a', g.multiply(w, 2))], { w }));
    session.write(new Map([['w', array([1], 10)]]));
    const outputs = [await session.run('step', new Map()), await session.run('step', new Map(), [])];
    expect(outputs[0].get('w')?.data[0]).toBe(10);
    expect(outputs[1].size).toBe(0);
    const state = await session.read();
    expect(['w', 'a', 'b'].map((name) => state.get(name)?.data[0])).toEqual([12, 22, 0]);
  });

  it('takes a step of SGD: v ← momentum · v - rate · g, w ← w + v', async () => {
    expectNear(
      await after(g.sgd(gradient, 0.1, { variable: 'w', momentum: 0.5, velocity: 'a' }), ['w', 'a']),
      [10.3, 0.3],
    );
    expectNear(
      await after(g.sgd(gradient, 0.1, { variable: 'w', momentum: 0.5, velocity: null }), ['w']),
      [9.8],
    );
  });

  it('takes a step of Adam with its correction and decoupled decay', async () => {
    const attributes = {
      variable: 'w',
      first: 'a',
      second: 'b',
      beta1: 0.5,
      beta2: 0.75,
      epsilon: 1,
      weightDecay: 0.1,
    };
    // m = 0.5 + 1 = 1.5, v = 3 + 1 = 4, t = 2: √(1 - 0.5625) / (1 - 0.25); w = 10 - 0.1 · 0.1 · 10 - 0.1 · that · 1.5 / (2 + 1)
    const corrected = Math.sqrt(0.4375) / 0.75;
    expectNear(await after(g.adam(gradient, 0.1, 2, attributes), ['w', 'a', 'b']), [
      9.9 - 0.05 * corrected,
      1.5,
      4,
    ]);
  });

  it('takes a step of RMSprop', async () => {
    const attributes = { variable: 'w', square: 'b', rho: 0.5, epsilon: 1 };
    // s = 2 + 2 = 4; w = 10 - 0.3 · 2 / (2 + 1)
    expectNear(await after(g.rmsProp(gradient, 0.3, attributes), ['w', 'b']), [9.8, 4]);
  });
});
