import { readFileSync } from 'node:fs';
import path from 'node:path';
import { apply } from './graph/apply.ts';
import type { Cell, Window } from './graph/attributes.ts';
import * as g from './graph/build.ts';
import { gradients } from './graph/differentiate.ts';
import type { Module, Value } from './graph/value.ts';
import { difference } from './testing/compare.ts';
import { graphEngines } from './testing/graph-engines.ts';
import { interpret } from './testing/interpret.ts';
import { unpack, unpackAll } from './testing/keras.ts';

type Packed = Parameters<typeof unpack>[0];

interface TorchCase {
  readonly name: keyof typeof computations;
  readonly settings: Window & { readonly epsilon: number };
  readonly inputs: Readonly<Record<string, Packed>>;
  /** What flows back into the output. */
  readonly seed: Packed;
  readonly output: Packed;
  readonly gradients: Readonly<Record<string, Packed>>;
}

type Compute = (inputs: Readonly<Record<string, Value>>, settings: TorchCase['settings']) => Value;

const recurrent =
  (cell: Cell): Compute =>
  ({ x, kernel, recurrent: again, bias }) =>
    g.recurrent(cell, x, { kernel, recurrent: again, bias });

function layerNorm(x: Value, scale: Value, offset: Value, epsilon: number): Value {
  const over = { axes: [-1], keepDimensions: true };
  const centred = g.subtract(x, g.mean(x, over));
  const root = g.sqrt(g.add(g.mean(g.square(centred), over), epsilon));
  return g.add(g.multiply(g.divide(centred, root), scale), offset);
}

const computations = {
  conv2d: ({ x, filter }, window) => apply('conv2d', [x, filter], window)[0],
  depthwiseConv2d: ({ x, filter }, window) => apply('depthwiseConv2d', [x, filter], window)[0],
  maxPool2d: ({ x }, window) => apply('maxPool2d', [x], window)[0],
  simple: recurrent('simple'),
  lstm: recurrent('lstm'),
  gru: recurrent('gru'),
  layerNorm: ({ x, scale, offset }, { epsilon }) => layerNorm(x, scale, offset, epsilon),
  batchNorm: ({ x, scale, offset }, { epsilon }) => g.batchNorm(x, scale, offset, epsilon)[0],
} satisfies Record<string, Compute>;

/** Stored outputs of PyTorch; see tools/references/graph_torch.py. */
const { cases } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'testing/graph-torch.json'), 'utf8'),
) as { cases: TorchCase[] };

function moduleOf({ name, settings, inputs, seed }: TorchCase): Module {
  const fed = Object.entries(inputs).map(([key, { shape }]): [string, Value] => [
    key,
    g.input(key, { shape, dtype: 'float32' }),
  ]);
  const compute: Compute = computations[name];
  const output = compute(Object.fromEntries(fed), settings);
  const back = gradients(
    [{ value: output, seed: g.input('seed', { shape: seed.shape, dtype: 'float32' }) }],
    fed.map(([, value]) => value),
  );
  const outputs = { output, ...Object.fromEntries(fed.map(([key], at) => [key, back[at]])) };
  return { variables: [], programs: { all: { outputs, effects: [] } } };
}

const interpreter = {
  name: 'the interpreter',
  obstacle: null,
  open: async (module: Module) => interpret(module),
};

for (const { name: engine, obstacle, open } of [interpreter, ...graphEngines]) {
  const on = obstacle === null ? describe : describe.skip;
  on(`beside PyTorch on ${engine}${obstacle === null ? '' : ` (${obstacle})`}`, () => {
    const titles = cases.map((one) => [`${one.name} ${JSON.stringify(one.settings)}`, one] as const);
    it.each(titles)('%s gives the same output and gradients', async (_, one) => {
      const session = await open(moduleOf(one));
      const found = await session.run('all', unpackAll({ ...one.inputs, seed: one.seed }));
      const expected = unpackAll({ ...one.gradients, output: one.output });
      for (const [key, array] of found) {
        const stored = expected.get(key);
        expect(stored && difference(array, stored)).toBeLessThan(2e-5);
      }
      session.dispose();
    });
  });
}
