import { ndArray, type NdArray } from '@millwright/tensors';
import { dense, embedding, gru, type Layer } from './definition/layer.ts';
import { defineNetwork, type Network } from './definition/network.ts';
import { meanSquaredError, quantile, rmsProp, sgd, type Optimiser } from './definition/objective.ts';
import { moduleOf } from './programs/module.ts';
import { difference } from './testing/compare.ts';
import { openInterpreted } from './testing/open-interpreted.ts';

/** y = w · x without a bias, from w = (1, 1). */
const line = (optimiser: Optimiser): Network =>
  defineNetwork({
    input: [2],
    layers: [dense({ name: 'd', units: 1, useBias: false })],
    loss: meanSquaredError(),
    optimiser,
  });
const weights = new Map<string, NdArray>([['d/kernel', ndArray('float32', [2, 1], Float32Array.of(1, 1))]]);
/** x = (3, 4), t = 6: y = 7, loss 1, gradient 2 (y - t) x = (6, 8), of norm 10. */
const batch = {
  inputs: ndArray('float32', [1, 2], Float32Array.of(3, 4)),
  targets: ndArray('float32', [1, 1], Float32Array.of(6)),
};

async function afterOneStep(optimiser: Optimiser): Promise<number[]> {
  const open = openInterpreted(line(optimiser), { seed: 0, weights });
  expect((await open.trainStep(batch)).loss).toBeCloseTo(1, 6);
  const { data } = (await open.weights()).get('d/kernel') as NdArray;
  open.dispose();
  return [...data];
}
const close = (actual: number[], expected: number[]): void =>
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 5));

describe('a step', () => {
  it('goes down the gradient', async () => {
    close(await afterOneStep(sgd({ learningRate: 0.1 })), [1 - 0.6, 1 - 0.8]);
  });
  it('cuts each value of a gradient, or scales all of it down to a norm, or both in this order', async () => {
    close(await afterOneStep(sgd({ learningRate: 0.1, clipValue: 7 })), [1 - 0.6, 1 - 0.7]);
    close(await afterOneStep(sgd({ learningRate: 0.1, clipNorm: 5 })), [1 - 0.3, 1 - 0.4]);
    close(await afterOneStep(sgd({ learningRate: 0.1, clipNorm: 50 })), [1 - 0.6, 1 - 0.8]);
    // Cut to (6, 6), of norm 6 √2
    const both = 1 - 0.1 / Math.SQRT2;
    close(await afterOneStep(sgd({ learningRate: 0.1, clipValue: 6, clipNorm: 1 })), [both, both]);
  });
  it('of rmsProp is rate / √(1 - ρ) at first, whatever the gradient', async () => {
    const step = 0.01 / Math.sqrt(0.1);
    close(await afterOneStep(rmsProp({ learningRate: 0.01 })), [1 - step, 1 - step]);
  });
});

describe('a network on a session', () => {
  const series = (optimiser: Optimiser = sgd(), ...layers: Layer[]): Network =>
    defineNetwork({
      input: [null],
      inputType: 'int32',
      layers: [embedding({ vocabulary: 4, units: 2 }), gru({ units: 2 }), ...layers, dense({ units: 4 })],
      loss: quantile({ quantiles: [0.1, 0.9] }),
      optimiser,
    });
  const tokens = (rows: number, length: number, token: (i: number) => number): NdArray<'int32'> =>
    ndArray(
      'int32',
      [rows, length],
      Int32Array.from({ length: rows * length }, (_, i) => token(i)),
    );

  it('answers more rows than it takes at once, of whatever length, as it answers each alone', async () => {
    const open = openInterpreted(series(), { seed: 2 });
    const all = tokens(70, 3, (i) => (i * i) % 4);
    const answers = await open.predict(all);
    expect(answers.shape).toEqual([70, 4]);
    const last = await open.predict(ndArray('int32', [1, 3], all.data.slice(-3)));
    expect(difference(last, ndArray('float32', [1, 4], answers.data.slice(-4)))).toBeLessThan(1e-6);
    expect((await open.predict(tokens(2, 5, () => 1))).shape).toEqual([2, 4]);
  });
  it('refuses tokens outside the vocabulary, and values where it takes tokens', async () => {
    const open = openInterpreted(series(), { seed: 2 });
    await expect(open.predict(tokens(1, 3, (i) => i + 2))).rejects.toMatchObject({
      code: 'tensor.value',
      params: { received: 4, place: '0, 2' },
    });
    await expect(open.predict(tokens(1, 2, (i) => i - 1))).rejects.toMatchObject({ code: 'tensor.value' });
    await expect(open.predict(ndArray('float32', [1, 3]))).rejects.toMatchObject({ code: 'tensor.value' });
  });
  it('takes one target for each group of quantiles', async () => {
    const open = openInterpreted(series(), { seed: 2 });
    const inputs = tokens(2, 3, () => 1);
    expect((await open.trainStep({ inputs, targets: ndArray('float32', [2, 2]) })).loss).toBeGreaterThan(0);
    await expect(open.trainStep({ inputs, targets: ndArray('float32', [2, 4]) })).rejects.toMatchObject({
      code: 'tensor.shape',
    });
  });
  it('goes on from weights and optimiser state as if it had never stopped', async () => {
    const network = series(rmsProp());
    const step = { inputs: tokens(2, 3, (i) => i % 4), targets: ndArray('float32', [2, 2]) };
    const whole = openInterpreted(network, { seed: 2 });
    await whole.trainStep(step);
    const second = openInterpreted(network, { seed: 9, weights: await whole.weights() });
    second.setOptimiserState(await whole.optimiserState());
    await whole.trainStep(step);
    await second.trainStep(step);
    for (const [name, array] of await whole.weights())
      // The state is kept in single precision, what is between two steps here in double.
      expect(difference((await second.weights()).get(name) as NdArray, array)).toBeLessThan(1e-6);
    expect((await second.optimiserState()).get('step')?.data[0]).toBe(2);
  });
  it('says at which step the loss was no number', async () => {
    const open = openInterpreted(line(sgd()), { seed: 0, weights });
    await open.trainStep(batch);
    const huge = { ...batch, inputs: ndArray('float32', [1, 2], Float32Array.of(3e38, 3e38)) };
    await expect(open.trainStep(huge)).rejects.toMatchObject({
      code: 'network.diverged',
      params: { step: 2 },
    });
  });
  it('refuses what is no number, in examples, targets and sample weights, and says where it is', async () => {
    const open = openInterpreted(line(sgd()), { seed: 0, weights });
    const inputs = ndArray('float32', [2, 2], Float32Array.of(1, 2, 3, Infinity));
    await expect(open.predict(inputs)).rejects.toMatchObject({
      code: 'tensor.value',
      params: { what: 'inputs', received: 'Infinity', place: '1, 1' },
    });
    const targets = ndArray('float32', [1, 1], Float32Array.of(NaN));
    await expect(open.trainStep({ ...batch, targets })).rejects.toMatchObject({
      code: 'tensor.value',
      params: { what: 'targets', received: 'NaN', place: '0, 0' },
    });
    const sampleWeights = Float32Array.of(NaN);
    await expect(open.trainStep({ ...batch, sampleWeights })).rejects.toMatchObject({ code: 'tensor.value' });
    expect([...((await open.weights()).get('d/kernel')?.data ?? [])]).toEqual([1, 1]);
  });
});

describe('the programs of a network', () => {
  it('are four, over the weights and what the optimiser remembers of each', () => {
    const { programs, variables } = moduleOf(line(rmsProp()), 0);
    expect(Object.keys(programs)).toEqual(['predict', 'train', 'gradients', 'layers']);
    expect(variables.map(({ name }) => name)).toEqual(['d/kernel', 'd/kernel/square']);
    expect(Object.keys(programs.gradients.outputs)).toEqual(['loss', 'd/kernel']);
    expect(programs.predict.effects).toEqual([]);
  });
});
