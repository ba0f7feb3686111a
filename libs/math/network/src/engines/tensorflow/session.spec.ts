import { ndArray, seeded, type NdArray } from '@millwright/tensors';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as g from '../../graph/build.ts';
import type { Module, Value } from '../../graph/value.ts';
import { moduleOf } from '../../programs/module.ts';
import { expectAlike } from '../../testing/compare.ts';
import { interpret } from '../../testing/interpret.ts';
import { smallNetwork, stripes } from '../../testing/networks.ts';
import { nativeManifest } from '../native-folder.ts';
import type { Arrays, Session } from '../session.ts';
import { loadBinding } from './binding.ts';
import { tensorflowGraphEngine, tensorflowObstacle } from './graph-engine.ts';

const obstacle = tensorflowObstacle();
const describeTensorflow = obstacle === null ? describe : describe.skip;

const of = (name: string, ...shape: (number | string)[]): Value => g.input(name, { shape, dtype: 'float32' });
const array = (shape: number[], ...values: number[]): NdArray<'float32'> =>
  ndArray('float32', shape, Float32Array.from(values));
const valuesOf = (arrays: Arrays, name: string): number[] => [...(arrays.get(name) as NdArray).data];
const open = (module: Module): Promise<Session> => tensorflowGraphEngine().open(module);
const graphFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`millwright-graph-${process.pid}-`));

/** w `[2]`: `step` gives w and w · x before w ← w + x. */
function counter(): Module {
  const w = g.variable({ name: 'w', shape: [2] });
  const x = of('x', 2);
  return {
    variables: [{ name: 'w', shape: [2] }],
    programs: {
      step: { outputs: { w, product: g.multiply(w, x) }, effects: [g.assign('w', g.add(w, x))] },
      keep: { outputs: {}, effects: [g.assign('w', x)] },
    },
  };
}

const one = new Map([['x', array([2], 1, 10)]]);

/** Training steps of a network with norms, dropout, a branch, decay and clipping; then all that it holds. */
async function trained(session: Session, module: Module, steps: number): Promise<Arrays> {
  const random = seeded(5);
  session.write(
    new Map(
      module.variables.map(({ name, shape }) => {
        const values = ndArray('float32', shape);
        // Statistics and second moments are not negative.
        for (let i = 0; i < values.data.length; i++) values.data[i] = 0.05 + 0.5 * random.next();
        return [name, values];
      }),
    ),
  );
  const { inputs, targets } = stripes(3);
  const all = new Map<string, NdArray<'float32'>>();
  for (let step = 1; step <= steps; step++) {
    const fed = new Map<string, NdArray>([
      ...[['inputs', inputs] as const, ['targets', targets] as const],
      ['weights', array([inputs.shape[0]], ...Array<number>(inputs.shape[0]).fill(1))],
      ...[['rate', array([], 0.02)] as const, ['step', array([], step)] as const],
    ]);
    all.set(`loss ${step}`, (await session.run('train', fed)).get('loss') as NdArray<'float32'>);
  }
  for (const [name, values] of await session.read()) all.set(name, values);
  session.dispose();
  return all;
}

/** Weights after ten steps of a network, as digits, from a process of its own: TensorFlow counts its threads once. */
const digits = `
  const { createHash } = await import('node:crypto');
  const { moduleOf } = await import('./src/programs/module.ts');
  const { RunningNetwork } = await import('./src/running-network.ts');
  const { smallNetwork, stripes } = await import('./src/testing/networks.ts');
  const { tensorflowGraphEngine } = await import('./src/engines/tensorflow/graph-engine.ts');
  const results = [];
  for (let repeat = 0; repeat < 2; repeat++) {
    const session = await tensorflowGraphEngine().open(moduleOf(smallNetwork(), 3));
    const network = new RunningNetwork(smallNetwork(), 'tensorflow', session, { seed: 3 });
    for (let step = 0; step < 10; step++) await network.trainStep(stripes(step));
    const hash = createHash('sha256');
    for (const { data } of (await session.read()).values()) hash.update(data);
    results.push(hash.digest('hex'));
    session.dispose();
  }
  console.log(JSON.stringify(results));
`;
async function digitsOfOneThread(): Promise<string[]> {
  const room = path.join(import.meta.dirname, '../../..');
  const loader = ['--conditions=@millwright/source', '--import', '@swc-node/register/esm-register'];
  const env = {
    ...process.env,
    ...{ NODE_OPTIONS: '', TF_NUM_INTRAOP_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '3' },
    SWC_NODE_PROJECT: path.join(room, '../../../tsconfig.dev.json'),
  };
  const command = [...loader, '--input-type=module', '--eval', digits];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: room, env });
  return JSON.parse(stdout) as string[];
}

describeTensorflow(`a session of TensorFlow${obstacle === null ? '' : ` (${obstacle})`}`, () => {
  it('starts with zeros, gives what was before the effects and keeps what is after them', async () => {
    const session = await open(counter());
    expect(valuesOf(await session.read(), 'w')).toEqual([0, 0]);
    session.write(new Map([['w', array([2], 3, 4)]]));
    const first = await session.run('step', one);
    expect([valuesOf(first, 'w'), valuesOf(first, 'product')]).toEqual([
      [3, 4],
      [3, 40],
    ]);
    expect(valuesOf(await session.read(['w']), 'w')).toEqual([4, 14]);
    session.dispose();
  });

  it('lets the effects happen whatever is wanted', async () => {
    const session = await open(counter());
    expect([...(await session.run('step', one, [])).keys()]).toEqual([]);
    expect([...(await session.run('step', one, ['product'])).keys()]).toEqual(['product']);
    expect(valuesOf(await session.read(), 'w')).toEqual([2, 20]);
    session.dispose();
  });

  it('does not ask for inputs that only unwanted outputs need', async () => {
    const [x, y] = [of('x', 'batch'), of('y', 'batch')];
    const session = await open({
      variables: [],
      programs: { both: { outputs: { a: g.negate(x), b: g.add(x, y) }, effects: [] } },
    });
    const found = await session.run('both', new Map([['x', array([2], 1, 2)]]), ['a']);
    expect(valuesOf(found, 'a')).toEqual([-1, -2]);
    session.dispose();
  });

  it('keeps its variables apart from the arrays of the caller', async () => {
    const session = await open(counter());
    const written = array([2], 1, 2);
    const fed = array([2], 5, 6);
    session.write(new Map([['w', written]]));
    written.data.fill(9);
    expect(valuesOf(await session.read(), 'w')).toEqual([1, 2]);
    await session.run('keep', new Map([['x', fed]]));
    fed.data.fill(9);
    expect(valuesOf(await session.read(), 'w')).toEqual([5, 6]);
    await session.run('step', one);
    expect([...fed.data]).toEqual([9, 9]);
    session.dispose();
  });

  it('passes NaN and infinity through', async () => {
    const session = await open(counter());
    await session.run('step', new Map([['x', array([2], NaN, Infinity)]]));
    expect(valuesOf(await session.read(), 'w')).toEqual([NaN, Infinity]);
    session.dispose();
  });

  it('holds constants of any size and type', async () => {
    const count = 5000;
    const floats = ndArray(
      'float32',
      [count],
      Float32Array.from({ length: count }, (_, i) => i / 2),
    );
    const whole = ndArray(
      'int32',
      [count],
      Int32Array.from({ length: count }, (_, i) => -i),
    );
    const halves = g.constant(floats);
    const session = await open({
      variables: [],
      programs: {
        a: { outputs: { y: g.add(halves, of('x')) }, effects: [] },
        b: { outputs: { y: g.add(halves, g.toFloat(g.constant(whole))) }, effects: [] },
      },
    });
    const one = new Map([['x', array([], 1)]]);
    expect(valuesOf(await session.run('a', one), 'y')).toEqual([...floats.data].map((value) => value + 1));
    expect(valuesOf(await session.run('b', new Map()), 'y')).toEqual(
      [...floats.data].map((value) => 0 - value),
    );
    expect([...(await session.read()).keys()]).toEqual([]);
    session.dispose();
  });

  it('refuses an input of another shape, and open lengths that differ', async () => {
    const session = await open({
      variables: [],
      programs: { sum: { outputs: { y: g.add(of('x', 'batch', 2), of('y', 'batch', 2)) }, effects: [] } },
    });
    const run = (x: NdArray, y: NdArray) =>
      session.run(
        'sum',
        new Map([
          ['x', x],
          ['y', y],
        ]),
      );
    const [two, three] = [ndArray('float32', [2, 2]), ndArray('float32', [3, 2])];
    await expect(run(two, three)).rejects.toMatchObject({ code: 'network.shape' });
    await expect(run(two, ndArray('float32', [2, 3]))).rejects.toMatchObject({ code: 'network.shape' });
    await expect(run(two, ndArray('int32', [2, 2]))).rejects.toMatchObject({ code: 'network.shape' });
    expect((await run(two, two)).get('y')?.shape).toEqual([2, 2]);
    session.dispose();
  });

  it('leaves no native tensor, session or file behind', async () => {
    const manifest = nativeManifest();
    if (typeof manifest === 'string') throw new Error(manifest);
    const binding = loadBinding(manifest);
    const counts = () => ({
      tensors: binding.getNumOfTensors(),
      sessions: binding.getNumOfSavedModels(),
      folders: graphFolders(),
    });
    const before = counts();
    const session = await open(counter());
    for (let i = 0; i < 5; i++) await session.run('step', one);
    await session.read();
    await expect(session.run('step', new Map())).rejects.toThrow('program_0/input_0');
    expect(counts()).toEqual({ ...before, sessions: before.sessions + 1 });
    session.dispose();
    expect(counts()).toEqual(before);
  });

  // Expected: the double-precision interpreter of src/testing.
  it('trains a whole network as the interpreter does', async () => {
    const module = moduleOf(smallNetwork(), 7);
    const actual = await trained(await open(module), module, 4);
    expectAlike(actual, await trained(interpret(module), module, 4), 2e-4);
  });

  it('repeats a training bit for bit with one thread', async () => {
    const [first, ...others] = [...(await digitsOfOneThread()), ...(await digitsOfOneThread())];
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(others).toEqual([first, first, first]);
  }, 60_000);

  it('keeps two sessions of one module apart', async () => {
    const [a, b] = [await open(counter()), await open(counter())];
    await a.run('step', one);
    expect(valuesOf(await b.read(), 'w')).toEqual([0, 0]);
    a.dispose();
    expect(valuesOf(await b.run('step', one), 'product')).toEqual([0, 0]);
    b.dispose();
  });

  it('refuses a call for which there is no memory, before it begins', async () => {
    const x = of('x', 'rows');
    const much = g.sum(g.broadcastTo(g.exp(x), [2 ** 20, 'rows']));
    const session = await open({ variables: [], programs: { much: { outputs: { much }, effects: [] } } });
    const rows = ndArray('float32', [2 ** 22]);
    await expect(session.run('much', new Map([['x', rows]]))).rejects.toMatchObject({
      code: 'engine.memory',
      params: { engine: 'tensorflow', needed: '16384.0 GiB' },
    });
    session.dispose();
  });
});
