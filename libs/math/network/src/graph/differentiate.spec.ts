import { evaluate } from '../testing/interpret.ts';
import { filled } from '../testing/interpret/real.ts';
import * as g from './build.ts';
import { gradients } from './differentiate.ts';
import { orderOf, programOrder, Uses } from './order.ts';
import type { Value } from './value.ts';

const x = g.input('x', { shape: [2], dtype: 'float32' });
const feeds = new Map([['x', filled([2], (i) => i + 2)]]);
const numbers = (values: readonly Value[]): number[][] =>
  evaluate(values, feeds, { batch: 4 }).map(({ data }) => [...data]);

describe('gradients of a graph', () => {
  it('add up where a value is used more than once: d(x² + 3x) = 2x + 3', () => {
    const y = g.sum(g.add(g.multiply(x, x), g.multiply(x, 3)));
    expect(numbers(gradients(y, [x]))).toEqual([[7, 9]]);
  });

  it('are zeros where no way leads, in the shape of the value', () => {
    const other = g.input('other', { shape: ['batch'], dtype: 'float32' });
    expect(numbers(gradients(g.sum(x), [other, x]))).toEqual([
      [0, 0, 0, 0],
      [1, 1],
    ]);
  });

  it('start from values with what flows into them', () => {
    const [y, z] = [g.multiply(x, 2), g.square(x)];
    const seeds = [
      { value: y, seed: g.constant(10) },
      { value: z, seed: g.broadcastTo(100, [2]) },
    ];
    expect(numbers(gradients(seeds, [x, y]))).toEqual([[420, 620], [10]]);
  });

  it('of a value with respect to itself are what flows in', () => {
    const y = g.sum(x);
    expect(numbers(gradients(y, [y]))).toEqual([[1]]);
  });

  it('refuse to start from more than one number without being told how', () => {
    expect(() => gradients(g.exp(x), [x])).toThrow('what is differentiated: expected a scalar, received [2]');
  });

  it('go through 10,000 operations in well under a second, however deep', () => {
    let y = x;
    for (let depth = 0; depth < 10_000; depth++) y = g.tanh(y);
    const start = performance.now();
    gradients(g.sum(y), [x]);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('the order of a graph', () => {
  it('puts every node after its inputs, once, and effects at the end as they were given', () => {
    const y = g.multiply(g.exp(x), x);
    const effects = [g.assign('b', y), g.assign('a', g.negate(y))];
    const order = programOrder({ outputs: { y, x }, effects });
    expect(order.slice(-2)).toEqual(effects);
    expect(new Set(order).size).toBe(order.length);
    for (const [at, node] of order.entries())
      for (const { node: before } of node.inputs) expect(order.indexOf(before)).toBeLessThan(at);
  });

  it('counts how often a value is used', () => {
    const y = g.multiply(x, x);
    const uses = new Uses(orderOf([y.node]), [y]);
    expect([uses.of(x), uses.of(y)]).toEqual([2, 1]);
  });
});
