import type { NdArray } from '@millwright/tensors';
import { defineNetwork } from '../../definition/network.ts';
import type { OperationName } from '../../graph/attributes.ts';
import type { Module } from '../../graph/value.ts';
import { feedOf, moduleOf, openLengths, type Case } from '../../testing/cases/case.ts';
import { cases } from '../../testing/cases/index.ts';
import { difference } from '../../testing/compare.ts';
import { interpret } from '../../testing/interpret.ts';
import { inputsOf, kerasCases, unpack, unpackAll, type KerasCase } from '../../testing/keras.ts';
import { openAnswers } from './answers.ts';
import { exportOnnx, exportProgram } from './export.ts';
import { lowers } from './lower/index.ts';
import { readModel } from '../../testing/onnx-model.ts';
import { OnnxSession, onnxRuntime } from './runtime.ts';

/** Cells that pass over steps: ONNX has no word for them. */
const hasMaskedCells = ({ network: { layers } }: KerasCase): boolean =>
  layers.some((layer) => layer.kind === 'masking' || (layer.kind === 'embedding' && layer.maskZero)) &&
  layers.some(({ kind }) => kind === 'lstm' || kind === 'gru' || kind === 'simpleRnn');

const runtime = await onnxRuntime();
const withRuntime = runtime ? describe : describe.skip;

/** Nothing of these is exported: masks, and programs of effects alone. */
const isExportable = (one: Case, module: Module): boolean => {
  const masked = one.name.includes('masked');
  return !masked && Object.keys(module.programs.forward.outputs).length > 0;
};

async function worstOf(one: Case): Promise<number> {
  const module = moduleOf(one);
  let worst = 0;
  if (!runtime || !isExportable(one, module)) return worst;
  for (const run of openLengths.keys()) {
    const { inputs, variables } = feedOf(one, module, run);
    const session = await OnnxSession.open(runtime, exportProgram(module.programs.forward, variables));
    const reference = interpret(module);
    reference.write(variables);
    const expected = await reference.run('forward', inputs);
    const actual = await session.run(inputs);
    for (const [name, array] of expected)
      worst = Math.max(worst, difference(actual.get(name) as NdArray, array));
    session.dispose();
  }
  return worst;
}

const exported = (Object.keys(cases) as OperationName[]).filter(
  (name) => lowers[name] !== null && cases[name].some((one) => isExportable(one, moduleOf(one))),
);

// Expected: the double-precision interpreter.
withRuntime(`each operation in ONNX Runtime${runtime ? '' : ' (onnxruntime-node is not installed)'}`, () => {
  it.each(exported)('%s answers as the interpreter does', async (name) => {
    const beyond: string[] = [];
    for (const one of cases[name]) {
      const found = await worstOf(one);
      if (found > 2e-5) beyond.push(`${one.name}: ${found}`);
    }
    expect(beyond).toEqual([]);
  });

  // Expected: stored outputs of Keras.
  it.each(
    kerasCases.filter((stored) => !hasMaskedCells(stored)).map((stored) => [stored.name, stored] as const),
  )('answers like Keras: %s', async (_, stored) => {
    const answers = await openAnswers(defineNetwork(stored.network), unpackAll(stored.weights));
    const found = await answers?.predict(inputsOf(stored));
    expect(difference(found as NdArray, unpack(stored.answers))).toBeLessThan(1e-4);
    answers?.dispose();
  });

  it('leaves it to the other engines where a network cannot be exported', async () => {
    const [stored] = kerasCases.filter(hasMaskedCells);
    expect(await openAnswers(defineNetwork(stored.network), unpackAll(stored.weights))).toBeNull();
  });
});

describe('exportOnnx', () => {
  const recipe = kerasCases[0];
  const facts = { labels: '["good","裂纹"]' };
  const model = readModel(exportOnnx(defineNetwork(recipe.network), unpackAll(recipe.weights), facts));

  it('says format 8, operator set 17, and what goes in and out with an open batch', () => {
    expect(model).toMatchObject({ irVersion: 8, opset: 17, metadata: facts });
    expect(model.inputs).toEqual([{ name: 'inputs', type: 1, shape: ['batch', ...recipe.network.input] }]);
    expect(model.outputs).toEqual([{ name: 'answers', type: 1, shape: ['batch', 1] }]);
  });

  it('turns a picture once, on its way in, and carries filters and matrices as ONNX wants them', () => {
    const turns = model.nodes.filter(({ operation }) => operation === 'Transpose');
    expect(turns.map(({ inputs }) => inputs)).toEqual([['inputs']]);
    expect(model.nodes.map(({ operation }) => operation).filter((name) => name === 'Conv')).toHaveLength(2);
    expect(model.nodes.flatMap(({ inputs }) => inputs).filter((name) => name.startsWith('Shape'))).toEqual(
      [],
    );
  });

  it('names the operation that cannot be exported', () => {
    const [stored] = kerasCases.filter(hasMaskedCells);
    const network = defineNetwork(stored.network);
    expect(() => exportOnnx(network, unpackAll(stored.weights))).toThrow(
      expect.objectContaining({ code: 'network.export', message: expect.stringContaining('recurrent') }),
    );
  });

  it('refuses weights of another network', () => {
    expect(() => exportOnnx(defineNetwork(recipe.network), unpackAll(kerasCases[1].weights))).toThrow(
      expect.objectContaining({ code: 'tensor.format' }),
    );
  });
});
