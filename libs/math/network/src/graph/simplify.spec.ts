import { ndArray, seeded, type NdArray } from '@millwright/tensors';
import { difference } from '../testing/compare.ts';
import { interpret } from '../testing/interpret.ts';
import * as g from './build.ts';
import { gradients } from './differentiate.ts';
import { programOrder } from './order.ts';
import { simplify } from './simplify.ts';
import type { AnyNode, Dimension, Module, Program, Value } from './value.ts';

const of = (name: string, ...shape: Dimension[]): Value => g.input(name, { shape, dtype: 'float32' });
const weight = (name: string, ...shape: number[]): Value => g.variable({ name, shape });
const x = of('x', 'batch', 4);
const same = { kernel: [3, 3], strides: [1, 1], padding: 'same' } as const;
const picture = of('x', 'batch', 6, 5, 2);
const filter = weight('filter', 3, 3, 2, 4);
const depthwise = weight('filter', 3, 3, 2, 2);
const [bias, scale] = [weight('bias', 4), weight('scale', 4)];
const dense = (value: Value = x): Value => g.matMul(value, weight('kernel', 4, 3));

const nodesOf = (outputs: Record<string, Value>, effects: AnyNode[] = []): readonly AnyNode[] => {
  const { programs } = simplify({ variables: [], programs: { main: { outputs, effects } } });
  return programOrder(programs.main);
};
/** Operations that are left of a value, but for what is given. */
const left = (value: Value): string[] =>
  nodesOf({ value })
    .map(({ operation }) => operation)
    .filter((name) => !['input', 'variable', 'constant'].includes(name));

describe('simplify', () => {
  const rules: [string, Value, string[]][] = [
    ['computes constants', g.multiply(x, g.exp(g.add(g.constant(1), 2))), ['multiply']],
    ['leaves out + 0, - 0, · 1 and / 1', g.divide(g.multiply(1, g.subtract(g.add(x, 0), 0)), 1), []],
    ['leaves out a factor of 1 in any shape', g.multiply(x, g.broadcastTo(1, ['batch', 4])), []],
    [
      'keeps the shape that a neutral number gave',
      g.add(of('x', 4), g.broadcastTo(0, [3, 4])),
      ['broadcastTo'],
    ],
    ['keeps 0 - x and 1 / x', g.divide(1, g.subtract(0, x)), ['subtract', 'divide']],
    ['keeps a sum of x and a constant other than 0', g.add(x, 1), ['add']],
    ['computes what is computed twice once', g.add(g.exp(x), g.exp(x)), ['exp', 'add']],
    ['leaves a shape that stays', g.reshape(g.reshape(x, [4, 'batch']), ['batch', 4]), []],
    [
      'leaves axes in order, a whole slice, a single part',
      g.concat([g.slice(g.transpose(x, [0, 1]), 1, 0, 4)], 1),
      [],
    ],
    ['reduces nothing over no axes', g.sum(x, { axes: [] }), []],
    [
      'repeats after the work, or not at all',
      g.multiply(g.broadcastTo(of('y', 4), ['batch', 4]), x),
      ['multiply'],
    ],
    ['turns two signs into none', g.subtract(x, g.negate(g.negate(g.negate(x)))), ['add']],
    ['takes a bias into a product', g.add(dense(), weight('bias', 3)), ['matMulBias']],
    ['takes a bias before the product', g.add(weight('bias', 3), dense()), ['matMulBias']],
    ['takes two biases in one', g.add(g.subtract(dense(), 2), weight('bias', 3)), ['add', 'matMulBias']],
    ['takes relu in after a bias', g.relu(g.add(dense(), weight('bias', 3))), ['matMulBias']],
    ['takes a bias into a convolution', g.relu(g.add(g.conv2d(picture, filter, same), bias)), ['conv2dBias']],
    [
      'takes a bias into a depthwise convolution',
      g.relu(g.add(g.depthwiseConv2d(picture, depthwise, same), bias)),
      ['depthwiseConv2dBias'],
    ],
    [
      'takes a scale into the filter',
      g.relu(g.add(g.multiply(g.conv2d(picture, filter, same), scale), bias)),
      ['multiply', 'conv2dBias'],
    ],
    [
      'takes a scale after a bias into filter and bias',
      g.multiply(g.add(g.conv2d(picture, filter, same), bias), scale),
      ['multiply', 'multiply', 'conv2dBias'],
    ],
    ['leaves a bias that is no vector', g.add(dense(), of('y', 'batch', 3)), ['matMul', 'add']],
    [
      'leaves a bias that makes the result larger',
      g.add(g.matMul(of('a', 1, 4), weight('kernel', 4, 3)), of('y', 2, 3)),
      ['matMul', 'add'],
    ],
    [
      'leaves a scale that is fed',
      g.multiply(g.conv2d(picture, filter, same), of('y', 4)),
      ['conv2d', 'multiply'],
    ],
    ['leaves a scale after a product', g.multiply(dense(), weight('scale', 3)), ['matMul', 'multiply']],
  ];
  it.each(rules)('%s', (_, value, operations) => {
    expect(left(value).sort()).toEqual([...operations].sort());
  });

  it('keeps a relu out where what comes before it is used elsewhere', () => {
    const before = g.add(dense(), weight('bias', 3));
    const names = nodesOf({ before, after: g.relu(before) }).map(({ operation }) => operation);
    expect(names).toContain('relu');
    expect(names).toContain('matMulBias');
  });

  it('keeps effects in their order, even two alike', () => {
    const effects = [g.assign('b', g.exp(x)), g.assign('a', g.exp(x)), g.assign('b', g.exp(x))];
    const nodes = nodesOf({}, effects);
    expect(nodes.flatMap((node) => (node.operation === 'assign' ? node.attributes.variable : []))).toEqual([
      'b',
      'a',
      'b',
    ]);
    expect(nodes.filter(({ operation }) => operation === 'exp')).toHaveLength(1);
  });

  it('tells large constants apart', () => {
    const [a, b] = [1, 2].map((number) =>
      g.constant(ndArray('float32', [5000], new Float32Array(5000).fill(number))),
    );
    expect(left(g.subtract(g.multiply(of('x', 5000), a), g.multiply(of('x', 5000), b)))).toHaveLength(3);
  });

  it('takes 10,000 operations in well under a second', () => {
    let y = x;
    for (let depth = 0; depth < 5_000; depth++) y = g.add(g.tanh(y), bias);
    const start = performance.now();
    expect(nodesOf({ y }).length).toBe(10_002);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('a simplified module', () => {
  /** A small network of every fused kind, its loss and its gradients, and an answer with folded normalisation. */
  const network = (): Record<string, Program> => {
    const normal = g.divide(scale, g.sqrt(g.add(g.square(weight('variance', 4)), 0.1)));
    const first = g.conv2d(picture, filter, same);
    const hidden = g.relu(g.add(g.multiply(g.subtract(first, bias), normal), weight('offset', 4)));
    const second = g.depthwiseConv2d(hidden, weight('depthwise', 3, 3, 4, 1), { ...same, strides: [2, 2] });
    const scaled = g.relu(g.add(g.divide(second, normal), bias));
    const answers = g.add(
      g.matMul(g.mean(scaled, { axes: [1, 2] }), weight('kernel', 4, 3)),
      weight('last', 3),
    );
    const loss = g.negate(
      g.mean(g.sum(g.multiply(g.logSoftmax(answers), of('targets', 'batch', 3)), { axes: [1] })),
    );
    const weights = [filter, scale, bias, weight('offset', 4), weight('kernel', 4, 3)];
    const found = gradients(loss, weights);
    const named = found.map((value, at): [string, Value] => [`gradient ${at}`, value]);
    const effects = [g.sgd(found[0], 0.1, { variable: 'filter', momentum: 0, velocity: null })];
    return {
      predict: { outputs: { answers }, effects: [] },
      train: { outputs: { loss, ...Object.fromEntries(named) }, effects },
    };
  };
  const shapes = {
    ...{ filter: [3, 3, 2, 4], scale: [4], bias: [4], variance: [4], offset: [4] },
    ...{ depthwise: [3, 3, 4, 1], kernel: [4, 3], last: [3] },
  };
  const random = seeded(3);
  const drawn = (shape: readonly number[]): NdArray<'float32'> => {
    const array = ndArray('float32', shape);
    array.data.forEach((_, i) => (array.data[i] = random.next() * 2 - 1));
    return array;
  };
  const variables = Object.entries(shapes).map(([name, shape]) => ({ name, shape }));
  const values = new Map(variables.map(({ name, shape }) => [name, drawn(shape)]));
  const inputs = new Map([
    ['x', drawn([3, 6, 5, 2])],
    ['targets', drawn([3, 3])],
  ]);
  const results = async (module: Module, program: string) => {
    const session = interpret(module);
    session.write(values);
    const outputs = await session.run(program, inputs);
    return new Map([...outputs, ...(await session.read())]);
  };

  it.each(['predict', 'train'])('computes what it did, %s', async (program) => {
    const module = { variables, programs: network() };
    const before = await results(module, program);
    const after = await results(simplify(module), program);
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [name, array] of before)
      expect([name, difference(after.get(name) as NdArray, array) < 1e-6]).toEqual([name, true]);
  });

  it('answers with nothing but fused operations between input and mean', () => {
    const { programs } = simplify({ variables, programs: network() });
    const onInput = new Set<AnyNode>();
    for (const node of programOrder(programs.predict))
      if (node.operation === 'input' || node.inputs.some((value) => onInput.has(value.node)))
        onInput.add(node);
    expect([...onInput].map(({ operation }) => operation)).toEqual([
      'input',
      'conv2dBias',
      'depthwiseConv2dBias',
      'mean',
      'matMulBias',
    ]);
  });
});
