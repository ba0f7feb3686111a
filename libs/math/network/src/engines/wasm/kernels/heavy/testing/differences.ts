import { ndArray, type NdArray } from '@millwright/tensors';
import { apply } from '../../../../../graph/apply.ts';
import type { Attributes, OperationName } from '../../../../../graph/attributes.ts';
import { input } from '../../../../../graph/build.ts';
import { interpret } from '../../../../../testing/interpret.ts';
import type { Arrays, Session } from '../../../../session.ts';
import { wasmGraphEngine } from '../../../graph-engine.ts';

/** Numbers in [-1, 1), always the same ones. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

export function randomArray(shape: readonly number[], next: () => number): NdArray<'float32'> {
  const size = shape.reduce((product, length) => product * length, 1);
  return ndArray('float32', shape, Float32Array.from({ length: size }, next));
}

/** Runs something with so many threads. */
export async function withThreads<T>(threads: number, work: () => Promise<T>): Promise<T> {
  const before = process.env.MILLWRIGHT_THREADS;
  process.env.MILLWRIGHT_THREADS = String(threads);
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.MILLWRIGHT_THREADS;
    else process.env.MILLWRIGHT_THREADS = before;
  }
}

async function only(session: Session, feeds: ReadonlyMap<string, NdArray>): Promise<Arrays> {
  try {
    return await session.run('only', feeds);
  } finally {
    session.dispose();
  }
}

/** An operation on arrays: its outputs `0`, `1`, … on this engine, or in double precision. */
export async function outputsOf<N extends OperationName>(
  engine: 'wasm' | 'double',
  operation: N,
  arrays: readonly NdArray[],
  attributes: Attributes[N],
): Promise<Arrays> {
  const values = arrays.map(({ shape }, index) => input(`x${index}`, { shape, dtype: 'float32' }));
  const results = apply(operation, values, attributes);
  const outputs = Object.fromEntries(results.map((value, index) => [String(index), value]));
  const module = { variables: [], programs: { only: { outputs, effects: [] } } };
  const session = engine === 'wasm' ? await wasmGraphEngine().open(module) : interpret(module);
  return only(session, new Map(arrays.map((array, index) => [`x${index}`, array])));
}

/** Largest difference, relative to the largest value (at least 1e-3) of an output; infinite where a value is no number. */
export function worst(actual: Arrays, expected: Arrays): number {
  return Math.max(
    ...[...expected].map(([name, { data }]) => {
      const own = actual.get(name)?.data ?? [];
      const scale = data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      const apart = data.reduce((most, value, index) => {
        const difference = Math.abs(own[index] - value);
        return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
      }, 0);
      return apart / scale;
    }),
  );
}

/** `worst` of an operation against double precision, on one thread and on two, whose results must be the same to the bit. */
export async function worstOf<N extends OperationName>(
  operation: N,
  arrays: readonly NdArray[],
  attributes: Attributes[N],
): Promise<number> {
  const run = () => outputsOf('wasm', operation, arrays, attributes);
  const alone = await withThreads(1, run);
  const together = await withThreads(2, run);
  for (const [name, { data }] of alone) {
    const other = together.get(name)?.data;
    if (!data.every((value, index) => Object.is(value, other?.[index]))) return Infinity;
  }
  return worst(together, await outputsOf('double', operation, arrays, attributes));
}
