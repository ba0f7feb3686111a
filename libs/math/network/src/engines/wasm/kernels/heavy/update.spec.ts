import { ndArray, type NdArray } from '@millwright/tensors';
import { nodeOf } from '../../../../graph/apply.ts';
import { input } from '../../../../graph/build.ts';
import type { AnyNode, Value } from '../../../../graph/value.ts';
import { interpret } from '../../../../testing/interpret.ts';
import { wasmGraphEngine } from '../../graph-engine.ts';
import { numbers, randomArray, worst } from './testing/differences.ts';

/** Three updates, against the interpreter in double precision, relative to the largest value. */
const tolerance = 1e-5;

const names = { variable: 'w', first: 'm', second: 'v', square: 'm', velocity: 'm' };
const moments = { ...names, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

const updates: readonly [string, (inputs: readonly Value[]) => AnyNode][] = [
  ['sgd', ([g, rate]) => nodeOf('sgd', [g, rate], { variable: 'w', momentum: 0, velocity: null })],
  ['sgd with momentum', ([g, rate]) => nodeOf('sgd', [g, rate], { ...names, momentum: 0.9 })],
  ['adam', (inputs) => nodeOf('adam', inputs, { ...moments, weightDecay: 0 })],
  ['adam with decay', (inputs) => nodeOf('adam', inputs, { ...moments, weightDecay: 0.04 })],
  ['rmsProp', ([g, rate]) => nodeOf('rmsProp', [g, rate], { ...names, rho: 0.9, epsilon: 1e-7 })],
];
const sizes = [5, 9000];
const cases = updates.flatMap(([name, make]) => sizes.map((size) => ({ name, make, size })));

describe('updates of the wasm engine', () => {
  it.each(cases)('$name of $size weights', async ({ make, size }) => {
    const next = numbers(9);
    const effect = make([
      input('g', { shape: [size], dtype: 'float32' }),
      input('rate', { shape: [], dtype: 'float32' }),
      input('step', { shape: [], dtype: 'float32' }),
    ]);
    const variables = ['w', 'm', 'v'].map((name) => ({ name, shape: [size] }));
    const module = { variables, programs: { only: { outputs: {}, effects: [effect] } } };
    const [own, exact] = [await wasmGraphEngine().open(module), interpret(module)];
    const weights = new Map([['w', randomArray([size], next)]]);
    for (const session of [own, exact]) session.write(weights);
    const scalar = (value: number): NdArray => ndArray('float32', [], Float32Array.of(value));
    for (const step of [1, 2, 1000]) {
      const feeds = new Map<string, NdArray>([
        ['g', randomArray([size], next)],
        ['rate', scalar(0.01)],
        ['step', scalar(step)],
      ]);
      for (const session of [own, exact]) await session.run('only', feeds);
    }
    expect(worst(await own.read(), await exact.read())).toBeLessThan(tolerance);
    own.dispose();
  });
});
