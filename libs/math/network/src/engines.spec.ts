import { ndArray } from '@millwright/tensors';
import { conv2d, dense, dropout, flatten } from './definition/layer.ts';
import { defineNetwork } from './definition/network.ts';
import { meanSquaredError, sgd } from './definition/objective.ts';
import { chooseEngine, listEngines } from './engines/engines.ts';
import { heldTensors } from './engines/held-tensors.ts';
import type { EngineName } from './engines/names.ts';
import { openNetwork } from './open-network.ts';
import type { Weights } from './open.ts';
import { loadNetwork, saveNetwork } from './saved-network.ts';
import { difference, expectAlike } from './testing/compare.ts';
import { openInterpreted } from './testing/open-interpreted.ts';
import { availableEngines, describeEngines } from './testing/engines.ts';
import { stripes, smallNetwork } from './testing/networks.ts';

async function trained(engine: EngineName, steps: number, seed = 5): Promise<Weights> {
  const open = await openNetwork(smallNetwork({ clipNorm: 0.5 }), { seed, engine });
  for (let step = 0; step < steps; step++) await open.trainStep(stripes(step));
  const weights = await open.weights();
  open.dispose();
  return weights;
}

const bytesOf = (weights: Weights): string =>
  [...weights].map(([name, { data }]) => `${name} ${Buffer.from(data.buffer).toString('hex')}`).join('\n');

describeEngines('a training', (engine) => {
  it('repeats its result for an equal seed: bit by bit without threads, within 1e-4 with them', async () => {
    const [once, again] = [await trained(engine, 6), await trained(engine, 6)];
    expectAlike(again, once, 1e-4);
    if (engine !== 'tensorflow') expect(bytesOf(again)).toBe(bytesOf(once));
  });
  it('differs for another seed', async () => {
    expect(bytesOf(await trained(engine, 1, 6))).not.toBe(bytesOf(await trained(engine, 1, 5)));
  });
  it('holds nothing once it is disposed of, however often, nor where its weights do not fit', async () => {
    const before = heldTensors();
    const open = await openNetwork(smallNetwork(), { seed: 1, engine });
    const held = heldTensors();
    expect(held).toBeGreaterThan(before);
    await open.trainStep(stripes(1));
    expect(heldTensors()).toBe(held);
    open.dispose();
    open.dispose();
    expect(heldTensors()).toBe(before);
    const unfit = openNetwork(smallNetwork(), { seed: 1, engine, weights: new Map() });
    await expect(unfit).rejects.toMatchObject({ code: 'tensor.format' });
    expect(heldTensors()).toBe(before);
  });
  it('says at which step the loss was no number', async () => {
    const open = await openNetwork(smallNetwork(), { seed: 1, engine });
    const batch = stripes(1);
    await open.trainStep(batch);
    const nan = ndArray('float32', [3], Float32Array.of(NaN, 0, 0));
    open.setWeights((await open.weights()).set('dense_1/bias', nan));
    await expect(open.trainStep(batch)).rejects.toMatchObject({
      code: 'network.diverged',
      params: { step: 2 },
    });
    open.dispose();
  });
  it('goes on from weights and optimiser state as if it had never stopped', async () => {
    const open = await openNetwork(smallNetwork({ clipNorm: 0.5 }), { seed: 5, engine });
    for (let step = 0; step < 3; step++) await open.trainStep(stripes(step));
    const [weights, state] = [await open.weights(), await open.optimiserState()];
    open.dispose();
    const resumed = await openNetwork(smallNetwork({ clipNorm: 0.5 }), { seed: 5, engine, weights });
    resumed.setOptimiserState(state);
    for (let step = 3; step < 6; step++) await resumed.trainStep(stripes(step));
    expectAlike(await resumed.weights(), await trained(engine, 6), engine === 'tensorflow' ? 1e-4 : 0);
    resumed.dispose();
  });
  it('answers for one example as for many', async () => {
    const open = await openNetwork(smallNetwork(), { seed: 1, engine });
    const { inputs } = stripes(3, 70);
    const all = await open.predict(inputs);
    const last = await open.predict(ndArray('float32', [1, 8, 8, 1], inputs.data.slice(-64)));
    expect(difference(last, ndArray('float32', [1, 3], all.data.slice(-3)))).toBeLessThan(1e-5);
    open.dispose();
  });
  it('drops a share of the values while training, and none when answering', async () => {
    const layers = [flatten(), dropout({ rate: 0.25 }), dense({ name: 'd', units: 1, useBias: false })];
    const settings = { layers, loss: meanSquaredError(), optimiser: sgd() };
    const network = defineNetwork({ input: [20, 20, 1], ...settings });
    const ones = new Map([['d/kernel', ndArray('float32', [400, 1], new Float32Array(400).fill(1))]]);
    const open = await openNetwork(network, { seed: 1, engine, weights: ones });
    const inputs = ndArray('float32', [1, 20, 20, 1], new Float32Array(400).fill(1));
    expect((await open.predict(inputs)).data[0]).toBeCloseTo(400, 3);
    const { loss } = await open.lossGradients({ inputs, targets: ndArray('float32', [1, 1]) });
    // Kept values count 4/3 each; 300 of 400 are kept, with a standard deviation of 8.7; six of them.
    const kept = Math.sqrt(loss) / (4 / 3);
    expect(Math.abs(kept - 300)).toBeLessThan(52);
    expect(Math.abs(kept - Math.round(kept))).toBeLessThan(1e-3);
    open.dispose();
  });
  it('names what does not fit: inputs, targets, weights, layers to look at', async () => {
    const open = await openNetwork(smallNetwork(), { seed: 1, engine });
    const { inputs, targets } = stripes(1);
    const wrong = ndArray('float32', [2, 8, 8, 3]);
    await expect(open.predict(wrong)).rejects.toMatchObject({
      code: 'tensor.shape',
      params: { dimension: 3 },
    });
    const few = { inputs, targets: ndArray('float32', [12, 2]) };
    await expect(open.trainStep(few)).rejects.toMatchObject({
      code: 'tensor.shape',
      params: { what: 'targets' },
    });
    const weighed = { inputs, targets, sampleWeights: new Float32Array(3) };
    await expect(open.trainStep(weighed)).rejects.toMatchObject({ code: 'tensor.shape' });
    const at = (layer: string, output: number) => open.layerGradient(inputs, { layer, output });
    await expect(at('nowhere', 0)).rejects.toMatchObject({
      code: 'network.layer',
      params: { layer: 'nowhere' },
    });
    await expect(at('dense_1', 0)).rejects.toMatchObject({ code: 'network.layer' });
    await expect(at('stem', 3)).rejects.toMatchObject({ code: 'network.layer' });
    expect(() => open.setWeights(new Map())).toThrow(/expected stem\/kernel/);
    open.dispose();
  });
});

describe('engines', () => {
  it('agree with double precision after training on the same examples from the same seed', async () => {
    const interpreted = openInterpreted(smallNetwork({ clipNorm: 0.5 }), { seed: 5 });
    for (let step = 0; step < 4; step++) await interpreted.trainStep(stripes(step));
    const reference = await interpreted.weights();
    for (const engine of availableEngines) expectAlike(await trained(engine, 4), reference, 1e-3);
  });
  it('answer alike for a network that another engine trained and saved, without a changed verdict', async () => {
    const { inputs } = stripes(9, 200);
    for (const from of availableEngines) {
      const open = await openNetwork(smallNetwork(), { seed: 2, engine: from });
      for (let step = 0; step < 10; step++) await open.trainStep(stripes(step));
      const files = await saveNetwork(open);
      const expected = await open.predict(inputs);
      open.dispose();
      for (const engine of availableEngines) {
        const loaded = await loadNetwork(files, { engine });
        const answers = await loaded.predict(inputs);
        loaded.dispose();
        expect(loaded.engine).toBe(engine);
        expect(Math.max(...answers.data.map((p, i) => Math.abs(p - expected.data[i])))).toBeLessThan(1e-4);
        expect(answers.data.map((p) => Number(p > 0.5))).toEqual(expected.data.map((p) => Number(p > 0.5)));
      }
    }
  });
  it('are listed with a reason each, and one of them is chosen: the first that can run here', async () => {
    const statuses = await listEngines();
    expect(statuses.map(({ name }) => name)).toEqual(['tensorflow', 'wasm', 'onnx']);
    const chosen = statuses.filter((status) => status.chosen).map(({ name }) => name);
    expect(chosen).toEqual([availableEngines[0]]);
    expect(statuses.every(({ reason }) => reason.length > 0)).toBe(true);
  });
  it('are chosen by name, else by MILLWRIGHT_ENGINE; an unknown one is refused', async () => {
    const before = process.env.MILLWRIGHT_ENGINE;
    try {
      process.env.MILLWRIGHT_ENGINE = 'wasm';
      expect(await chooseEngine()).toBe('wasm');
      expect(await chooseEngine('auto')).toBe('wasm');
      for (const name of availableEngines) expect(await chooseEngine(name)).toBe(name);
      process.env.MILLWRIGHT_ENGINE = 'abacus';
      await expect(chooseEngine()).rejects.toMatchObject({
        code: 'engine.unavailable',
        params: { engine: 'abacus' },
      });
    } finally {
      if (before === undefined) delete process.env.MILLWRIGHT_ENGINE;
      else process.env.MILLWRIGHT_ENGINE = before;
    }
  });
  it('convolve a large batch as they do its parts', async () => {
    const layers = [conv2d({ name: 'c', filters: 8, kernelSize: 3, padding: 'same' as const }), flatten()];
    const network = defineNetwork({ input: [64, 64, 1], layers, loss: meanSquaredError(), optimiser: sgd() });
    const open = await openNetwork(network, { seed: 1, engine: 'wasm' });
    const gradient = async (count: number) => {
      const inputs = ndArray(
        'float32',
        [count, 64, 64, 1],
        new Float32Array(count * 4096).map((_, i) => (i % 4096) / 4096),
      );
      const targets = ndArray('float32', [count, 64 * 64 * 8]);
      return (await open.lossGradients({ inputs, targets })).gradients;
    };
    // The loss is a mean over examples that are all alike, so its gradient does not depend on how many there are.
    expectAlike(await gradient(600), await gradient(2), 1e-3);
    open.dispose();
  });
});
