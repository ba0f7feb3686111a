import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { AppError } from '@millwright/contracts';
import { ndArray, type NdArray } from '@millwright/tensors';
import * as build from '../../graph/build.ts';
import { programOrder } from '../../graph/order.ts';
import type { Module, Value } from '../../graph/value.ts';
import { wasmGraphEngine } from './graph-engine.ts';
import { giveMachine, inTurn, takeMachine, type Machine } from './machine.ts';
import { layOut, unshared } from './plan/layout.ts';
import { StepList } from './plan/steps.ts';

const open = (module: Module) => wasmGraphEngine().open(module);
const row = (...values: number[]) => ndArray('float32', [values.length], Float32Array.from(values));
const numbers = (array: NdArray | undefined): number[] => [...(array?.data ?? [])];
const fed = (inputs: Readonly<Record<string, NdArray>>) => new Map(Object.entries(inputs));

/** A look at the machine that all sessions share. */
const machine = <T>(look: (machine: Machine) => T): Promise<T> =>
  inTurn(async () => {
    const shared = await takeMachine();
    giveMachine();
    return look(shared);
  });

const x = build.input('x', { shape: ['batch'], dtype: 'float32' });

/** A counter: each run adds x, and answers with what there was before. */
const counter: Module = {
  variables: [{ name: 'total', shape: [2] }],
  programs: {
    count: {
      outputs: { before: build.variable({ name: 'total', shape: [2] }) },
      effects: [
        build.assign(
          'total',
          build.add(
            build.variable({ name: 'total', shape: [2] }),
            build.input('x', { shape: [2], dtype: 'float32' }),
          ),
        ),
      ],
    },
  },
};

describe('a session', () => {
  it('has variables of 0 until they are written, and keeps them from one run to the next', async () => {
    const session = await open(counter);
    const run = async () => numbers((await session.run('count', fed({ x: row(1, 2) }))).get('before'));
    expect(await run()).toEqual([0, 0]);
    expect(await run()).toEqual([1, 2]);
    session.write(fed({ total: row(10, 20) }));
    expect(await run()).toEqual([10, 20]);
    expect(numbers((await session.read(['total'])).get('total'))).toEqual([11, 22]);
    session.dispose();
  });

  it('shows every effect the variables as they were before the run', async () => {
    const pair = { a: { name: 'a', shape: [1] }, b: { name: 'b', shape: [1] } };
    const [a, b] = [build.variable(pair.a), build.variable(pair.b)];
    const session = await open({
      variables: [pair.a, pair.b],
      programs: {
        exchange: {
          outputs: { a: build.reshape(a, []) },
          effects: [build.assign('a', b), build.assign('b', a)],
        },
      },
    });
    session.write(fed({ a: row(1), b: row(2) }));
    expect(numbers((await session.run('exchange', fed({}))).get('a'))).toEqual([1]);
    const after = await session.read();
    expect([numbers(after.get('a')), numbers(after.get('b'))]).toEqual([[2], [1]]);
    session.dispose();
  });

  it('computes only what is wanted, whose inputs alone must be there', async () => {
    const other = build.input('other', { shape: [2], dtype: 'float32' });
    const session = await open({
      variables: [],
      programs: { only: { outputs: { twice: build.add(x, x), square: build.square(other) }, effects: [] } },
    });
    const answers = await session.run('only', fed({ x: row(1, 2, 3) }), ['twice']);
    expect([...answers.keys()]).toEqual(['twice']);
    expect(numbers(answers.get('twice'))).toEqual([2, 4, 6]);
    await expect(session.run('only', fed({ x: row(1) }))).rejects.toMatchObject({ code: 'network.shape' });
    session.dispose();
  });

  it('takes other lengths at every call, more of them than it keeps plans', async () => {
    const session = await open({
      variables: [],
      programs: { only: { outputs: { y: build.sum(build.multiply(x, 2)) }, effects: [] } },
    });
    for (let round = 0; round < 2; round++)
      for (let length = 1; length < 24; length += 2) {
        const ones = ndArray('float32', [length], new Float32Array(length).fill(1));
        expect(numbers((await session.run('only', fed({ x: ones }))).get('y'))).toEqual([2 * length]);
      }
    session.dispose();
  });

  it('refuses inputs that contradict each other', async () => {
    const other = build.input('other', { shape: ['batch'], dtype: 'float32' });
    const session = await open({
      variables: [],
      programs: { only: { outputs: { y: build.add(x, other) }, effects: [] } },
    });
    const run = session.run('only', fed({ x: row(1, 2), other: row(1, 2, 3) }));
    await expect(run).rejects.toMatchObject({ code: 'network.shape' });
    session.dispose();
  });
});

describe('two sessions', () => {
  it('run in turn and do not touch each other', async () => {
    const [one, two] = await Promise.all([open(counter), open(counter)]);
    const runs = Array.from({ length: 20 }, (_, i) =>
      (i % 2 ? two : one).run('count', fed({ x: row(i % 2 ? 1 : 100, 0) })),
    );
    await Promise.all(runs);
    expect(numbers((await one.read()).get('total'))).toEqual([1000, 0]);
    expect(numbers((await two.read()).get('total'))).toEqual([10, 0]);
    one.dispose();
    two.dispose();
  });
});

/** A chain of products of three large rows, each of which is needed only by the next. */
function chain(length: number): Value {
  let value = build.add(x, 1);
  for (let i = 0; i < length; i++) value = build.add(build.multiply(value, x), build.reverse(value, 0));
  return build.sum(value);
}

const chained: Module = {
  variables: [],
  programs: { only: { outputs: { y: chain(10) }, effects: [] } },
};

describe('memory', () => {
  it('is shared by what does not live at the same time', () => {
    const { outputs } = chained.programs.only;
    const size = 100_000;
    const steps = new StepList(programOrder(chained.programs.only), outputs, new Map([['batch', size]]));
    const { bytes } = layOut(steps, 2);
    expect(unshared(steps)).toBeGreaterThan(30 * size * 4);
    // x, the value, its product with x, itself in reverse; some more for the sum.
    expect(bytes).toBeLessThan(4.1 * size * 4);
  });

  it('does not grow over 200 runs', async () => {
    const session = await open(chained);
    const ones = ndArray('float32', [20_000], new Float32Array(20_000).fill(0.5));
    await session.run('only', fed({ x: ones }));
    const before = await machine(({ heap }) => heap.bytes);
    for (let i = 0; i < 200; i++) await session.run('only', fed({ x: ones }));
    expect(await machine(({ heap }) => heap.bytes)).toBe(before);
    session.dispose();
  });

  it('of a session that is disposed serves the next one', async () => {
    const guard = await open(counter);
    const ones = ndArray('float32', [500_000], new Float32Array(500_000).fill(0.5));
    const sizes: number[] = [];
    for (let i = 0; i < 4; i++) {
      const session = await open(chained);
      await session.run('only', fed({ x: ones }));
      session.dispose();
      sizes.push(await machine(({ heap }) => heap.bytes));
    }
    expect(new Set(sizes).size).toBe(1);
    guard.dispose();
  });

  it('that is not there is said before a run starts, and the session goes on', async () => {
    const session = await open({
      variables: [],
      programs: {
        only: {
          outputs: {
            y: build.sum(build.exp(build.broadcastTo(build.reshape(x, ['batch', 1]), ['batch', 2 ** 20]))),
          },
          effects: [],
        },
      },
    });
    const many = ndArray('float32', [2000], new Float32Array(2000));
    const refused = await session.run('only', fed({ x: many })).catch((error: AppError) => error);
    expect(refused).toMatchObject({ code: 'engine.memory', params: { needed: '7.8 GiB' } });
    expect(numbers((await session.run('only', fed({ x: row(0) }))).get('y'))).toEqual([2 ** 20]);
    session.dispose();
  });
});

describe('threads', () => {
  it('that die end the run with an error; the next run has new ones and the same variables', async () => {
    const table = { name: 'weight', shape: [3, 1] };
    const indices = build.input('indices', { shape: [2], dtype: 'int32' });
    const session = await open({
      variables: [table],
      programs: { only: { outputs: { y: build.gather(build.variable(table), indices) }, effects: [] } },
    });
    session.write(new Map([['weight', ndArray('float32', [3, 1], Float32Array.of(5, 6, 7))]]));
    const of = (...values: number[]) => fed({ indices: ndArray('int32', [2], Int32Array.from(values)) });
    // A row that is not there makes the function of the binary stop.
    await expect(session.run('only', of(0, 99))).rejects.toMatchObject({ code: 'engine.crashed' });
    expect(numbers((await session.run('only', of(2, 0))).get('y'))).toEqual([7, 5]);
    session.dispose();
  });

  it('leave the main thread free while they work', async () => {
    const session = await open(chained);
    const large = ndArray('float32', [4_000_000], new Float32Array(4_000_000).fill(0.5));
    let beats = 0;
    const heart = setInterval(() => beats++, 1);
    await session.run('only', fed({ x: large }));
    clearInterval(heart);
    expect(beats).toBeGreaterThan(2);
    session.dispose();
  });

  it('do not keep a process alive that has forgotten its session', () => {
    const root = path.join(import.meta.dirname, '../../../../../..');
    const register = path.join(root, 'node_modules/@swc-node/register/esm/esm-register.mjs');
    const script = `
      const { wasmGraphEngine } = await import('${path.join(import.meta.dirname, 'graph-engine.ts')}');
      const build = await import('${path.join(import.meta.dirname, '../../graph/build.ts')}');
      const x = build.input('x', { shape: [1], dtype: 'float32' });
      const session = await wasmGraphEngine().open({
        variables: [], programs: { only: { outputs: { y: build.add(x, 1) }, effects: [] } },
      });
      const x0 = { dtype: 'float32', shape: [1], data: Float32Array.of(41) };
      const answers = await session.run('only', new Map([['x', x0]]));
      console.log(String(answers.get('y').data[0]));`;
    const flags = [
      '--conditions=@millwright/source',
      '--import',
      register,
      '--input-type=module',
      '-e',
      script,
    ];
    const { stdout, signal, status } = spawnSync(process.execPath, flags, {
      encoding: 'utf8',
      timeout: 25_000,
      env: { ...process.env, SWC_NODE_PROJECT: path.join(root, 'tsconfig.dev.json') },
    });
    expect({ stdout: stdout.trim(), signal, status }).toEqual({ stdout: '42', signal: null, status: 0 });
  });
});
