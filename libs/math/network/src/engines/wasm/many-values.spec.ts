import { ndArray, seeded, sizeOf, type NdArray } from '@millwright/tensors';
import * as build from '../../graph/build.ts';
import type { Module, TensorType, Value } from '../../graph/value.ts';
import { expectAlike } from '../../testing/compare.ts';
import { interpret } from '../../testing/interpret.ts';
import type { Arrays } from '../session.ts';
import { wasmGraphEngine } from './graph-engine.ts';

const float = (...shape: number[]): TensorType => ({ shape, dtype: 'float32' });
const whole = (...shape: number[]): TensorType => ({ shape, dtype: 'int32' });

type Row = readonly [name: string, types: readonly TensorType[], compute: (...values: Value[]) => Value];

/** Large enough for every thread to have its part, and odd enough for stretches that are no whole vectors. */
const rows: readonly Row[] = [
  ['add', [float(37, 1001), float(37, 1001)], build.add],
  ['multiply by a row', [float(1003, 37), float(37)], build.multiply],
  ['divide by a column', [float(1003, 37), float(1003, 1)], build.divide],
  ['subtract from a number', [float(), float(40001)], build.subtract],
  ['add across', [float(211, 1, 5, 1), float(1, 43, 1, 3)], build.add],
  [
    'select',
    [float(403, 1), float(403, 101), float(101)],
    (c, a, b) => build.select(build.greater(c, 0), a, b),
  ],
  ['sum of all', [float(33, 2111)], (x) => build.sum(x)],
  ['sum of rows', [float(5003, 17)], (x) => build.sum(x, { axes: [1] })],
  ['sum to channels', [float(4, 61, 67, 5)], (x) => build.sum(x, { axes: [0, 1, 2] })],
  ['sum over pictures', [float(7, 41, 43, 6)], (x) => build.sum(x, { axes: [1, 2] })],
  ['sum of few rows of many values', [float(3, 30011)], (x) => build.sum(x, { axes: [0] })],
  ['sum of the first and the last axis', [float(57, 31, 41)], (x) => build.sum(x, { axes: [0, 2] })],
  ['mean', [float(64, 1999)], (x) => build.mean(x, { axes: [0], keepDimensions: true })],
  ['max', [float(11, 211, 37)], (x) => build.max(x, { axes: [1] })],
  ['max of all', [float(50001)], (x) => build.max(x)],
  ['transpose', [float(3, 205, 111)], (x) => build.transpose(x, [0, 2, 1])],
  ['transpose of heads', [float(4, 51, 6, 20)], (x) => build.transpose(x, [0, 2, 1, 3])],
  ['transpose of everything', [float(21, 22, 23, 5)], (x) => build.transpose(x, [3, 1, 0, 2])],
  ['concat', [float(301, 33), float(301, 40)], (a, b) => build.concat([a, b], 1)],
  ['slice', [float(301, 203)], (x) => build.slice(x, 1, 7, 150)],
  ['reverse', [float(31, 101, 13)], (x) => build.reverse(x, 1)],
  ['gather', [float(501, 33), whole(67, 21)], build.gather],
  ['softmax', [float(503, 77)], build.softmax],
  ['logSoftmax', [float(503, 77)], build.logSoftmax],
  ['broadcastTo', [float(41, 1, 7)], (x) => build.broadcastTo(x, [41, 101, 7])],
  ['uniform', [float()], (x) => build.uniform(build.multiply(build.greater(x, -9), 3), [40003], 5)],
];

function drawn({ shape, dtype }: TensorType, seed: number): NdArray {
  const random = seeded(seed);
  const lengths = shape as readonly number[];
  const values = Float64Array.from({ length: sizeOf(lengths) }, () => random.next());
  return dtype === 'int32'
    ? ndArray(
        'int32',
        lengths,
        Int32Array.from(values, (value) => value * 500),
      )
    : ndArray(
        'float32',
        lengths,
        Float32Array.from(values, (value) => value * 4 - 1.5),
      );
}

function moduleOf([, types, compute]: Row): { module: Module; inputs: Map<string, NdArray> } {
  const values = types.map((type, index) => build.input(`x${index}`, type));
  const inputs = new Map(types.map((type, index) => [`x${index}`, drawn(type, index + 1)]));
  return {
    module: { variables: [], programs: { only: { outputs: { y: compute(...values) }, effects: [] } } },
    inputs,
  };
}

async function withThreads(
  threads: number,
  { module, inputs }: ReturnType<typeof moduleOf>,
): Promise<Arrays> {
  process.env.MILLWRIGHT_THREADS = String(threads);
  const session = await wasmGraphEngine().open(module);
  try {
    return await session.run('only', inputs);
  } finally {
    session.dispose();
  }
}

describe('operations on many values', () => {
  const first = new Map<string, Arrays>();

  afterAll(() => {
    delete process.env.MILLWRIGHT_THREADS;
  });

  it.each(rows)('%s is what the interpreter gives, with one thread', async (...row) => {
    const planned = moduleOf(row);
    const actual = await withThreads(1, planned);
    expectAlike(actual, await interpret(planned.module).run('only', planned.inputs), 3e-6);
    first.set(row[0], actual);
  });

  it.each(rows)('%s has the same bits with two threads', async (...row) => {
    expect(await withThreads(2, moduleOf(row))).toEqual(first.get(row[0]));
  });

  it.each(rows)('%s has the same bits with three threads', async (...row) => {
    expect(await withThreads(3, moduleOf(row))).toEqual(first.get(row[0]));
  });
});
