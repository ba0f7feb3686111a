import { ndArray, type NdArray } from '@millwright/tensors';
import {
  averagePool2d,
  batchNorm,
  conv2d,
  dense,
  flatten,
  globalAveragePool2d,
  maxPool2d,
  type Layer,
} from './definition/layer.ts';
import { defineNetwork } from './definition/network.ts';
import { meanSquaredError, sgd } from './definition/objective.ts';
import type { EngineName } from './engines/names.ts';
import { openNetwork } from './open-network.ts';
import type { OpenNetwork } from './open.ts';
import { describeEngines } from './testing/engines.ts';

type Values = Record<string, [shape: number[], values: number[]]>;
const arrays = (values: Values): Map<string, NdArray> =>
  new Map(
    Object.entries(values).map(([name, [shape, data]]) => [
      name,
      ndArray('float32', shape, Float32Array.from(data)),
    ]),
  );

/** A network that hands out its last picture [h, w, 1] value by value. */
async function picture(
  engine: EngineName,
  [height, width]: [number, number],
  layers: Layer[],
  weights: Values,
): Promise<OpenNetwork> {
  const network = defineNetwork({
    input: [height, width, 1],
    layers: [...layers, flatten()],
    loss: meanSquaredError(),
    optimiser: sgd(),
  });
  return openNetwork(network, { seed: 1, engine, weights: arrays(weights) });
}

const input = (height: number, width: number, values: number[]): NdArray<'float32'> =>
  ndArray('float32', [1, height, width, 1], Float32Array.from(values));
const row = (values: number[]): NdArray<'float32'> =>
  ndArray('float32', [1, values.length], Float32Array.from(values));
const close = (actual: NdArray | undefined, expected: number[]): void => {
  expect(actual?.data.length).toBe(expected.length);
  expected.forEach((value, i) => expect(actual?.data[i]).toBeCloseTo(value, 5));
};

const oneToNine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

describeEngines('the formulas of the mission, worked by hand', (engine) => {
  it('convolves: y_ij = Σ_m Σ_n x_{i+m-1, j+n-1} k_mn', async () => {
    const open = await picture(engine, [3, 3], [conv2d({ name: 'c', filters: 1, kernelSize: 2 })], {
      'c/kernel': [
        [2, 2, 1, 1],
        [1, 2, 3, 4],
      ],
      'c/bias': [[1], [0.5]],
    });
    // 1·1 + 2·2 + 4·3 + 5·4 = 37, and so on; plus the bias
    close(await open.predict(input(3, 3, oneToNine)), [37.5, 47.5, 67.5, 77.5]);
    open.dispose();
  });
  it('has the gradient of a convolution: Σ_ij dy_ij x_{i+m-1, j+n-1} for the kernel, Σ dy for the bias', async () => {
    const open = await picture(engine, [3, 3], [conv2d({ name: 'c', filters: 1, kernelSize: 2 })], {
      'c/kernel': [
        [2, 2, 1, 1],
        [1, 2, 3, 4],
      ],
      'c/bias': [[1], [0]],
    });
    // With targets y - 2 · (1, 0, 0, 1) the squared error gives dy = (1, 0, 0, 1).
    const targets = row([37 - 2, 47, 67, 77 - 2]);
    const { loss, gradients } = await open.lossGradients({ inputs: input(3, 3, oneToNine), targets });
    expect(loss).toBeCloseTo(2, 5);
    close(gradients.get('c/kernel'), [1 + 5, 2 + 6, 4 + 8, 5 + 9]);
    close(gradients.get('c/bias'), [2]);
    open.dispose();
  });
  it('hands a gradient back through a convolution: each input gets the kernel of every window it was in', async () => {
    const layers = [
      conv2d({ name: 'a', filters: 1, kernelSize: 1 }),
      conv2d({ name: 'b', filters: 1, kernelSize: 2, useBias: false }),
    ];
    const open = await picture(engine, [3, 3], layers, {
      'a/kernel': [[1, 1, 1, 1], [1]],
      'a/bias': [[1], [0]],
      'b/kernel': [
        [2, 2, 1, 1],
        [1, 2, 3, 4],
      ],
    });
    const first = await open.layerGradient(input(3, 3, oneToNine), { layer: 'a', output: 0 });
    close(first.activations, oneToNine);
    close(first.gradients, [1, 2, 0, 3, 4, 0, 0, 0, 0]);
    const last = await open.layerGradient(input(3, 3, oneToNine), { layer: 'a', output: 3 });
    close(last.gradients, [0, 0, 0, 0, 1, 2, 0, 3, 4]);
    open.dispose();
  });
  it('pools: the largest, or the mean, of each 2 x 2 window', async () => {
    const values = [1, 5, 2, 0, 3, 4, 8, 6];
    const max = await picture(engine, [2, 4], [maxPool2d()], {});
    close(await max.predict(input(2, 4, values)), [5, 8]);
    const mean = await picture(engine, [2, 4], [averagePool2d()], {});
    close(await mean.predict(input(2, 4, values)), [13 / 4, 16 / 4]);
    max.dispose();
    mean.dispose();
  });
  it('hands a gradient back through pools: to the largest alone, or in equal shares', async () => {
    const before = conv2d({ name: 'a', filters: 1, kernelSize: 1, useBias: false });
    const weights: Values = { 'a/kernel': [[1, 1, 1, 1], [1]] };
    const values = input(2, 4, [1, 5, 2, 0, 3, 4, 8, 6]);
    const max = await picture(engine, [2, 4], [before, maxPool2d()], weights);
    const toLargest = await max.layerGradient(values, { layer: 'a', output: 1 });
    close(toLargest.gradients, [0, 0, 0, 0, 0, 0, 1, 0]);
    const mean = await picture(engine, [2, 4], [before, averagePool2d()], weights);
    const shared = await mean.layerGradient(values, { layer: 'a', output: 0 });
    close(shared.gradients, [0.25, 0.25, 0, 0, 0.25, 0.25, 0, 0]);
    max.dispose();
    mean.dispose();
  });
  it('leaves padding out of a mean, forward and back', async () => {
    const before = conv2d({ name: 'a', filters: 1, kernelSize: 1, useBias: false });
    const pool = averagePool2d({ poolSize: 2, strides: 2, padding: 'same' });
    const open = await picture(engine, [1, 3], [before, pool], { 'a/kernel': [[1, 1, 1, 1], [1]] });
    close(await open.predict(input(1, 3, [2, 4, 9])), [3, 9]);
    close((await open.layerGradient(input(1, 3, [2, 4, 9]), { layer: 'a', output: 1 })).gradients, [0, 0, 1]);
    open.dispose();
  });
  it('is dense: e = σ(W x + b), and its gradient', async () => {
    const network = defineNetwork({
      input: [1, 1, 2],
      layers: [flatten(), dense({ name: 'd', units: 2, activation: 'sigmoid' })],
      loss: meanSquaredError(),
      optimiser: sgd({ learningRate: 1 }),
    });
    const weights = arrays({
      'd/kernel': [
        [2, 2],
        [1, 0, 1, Math.log(3) - 2],
      ],
      'd/bias': [[2], [-3, 2]],
    });
    const open = await openNetwork(network, { seed: 1, engine, weights });
    const x = ndArray('float32', [1, 1, 1, 2], Float32Array.of(2, 1));
    // W x + b = (2 + 1 - 3, 0 + ln 3 - 2 + 2) = (0, ln 3)
    close(await open.predict(x), [1 / 2, 3 / 4]);
    const targets = row([0, 1]);
    // dz = (y - t) · y · (1 - y): (1/8, -3/64); dW = x ⊗ dz
    const { gradients } = await open.lossGradients({ inputs: x, targets });
    close(gradients.get('d/kernel'), [2 / 8, -6 / 64, 1 / 8, -3 / 64]);
    close(gradients.get('d/bias'), [1 / 8, -3 / 64]);
    await open.trainStep({ inputs: x, targets });
    close((await open.weights()).get('d/bias'), [-3 - 1 / 8, 2 + 3 / 64]);
    open.dispose();
  });
  it('norms a batch to mean 0 and variance 1 while it trains, and remembers a share of both', async () => {
    const network = defineNetwork({
      input: [1, 2, 1],
      layers: [batchNorm({ name: 'n', momentum: 0.9, epsilon: 1e-6 }), globalAveragePool2d()],
      loss: meanSquaredError(),
      optimiser: sgd({ learningRate: 0.1 }),
    });
    const open = await openNetwork(network, { seed: 1, engine });
    const inputs = ndArray('float32', [2, 1, 2, 1], Float32Array.of(1, 1, 5, 5));
    // Mean 3, variance 4: the pictures become -1 and 1, so that with targets 0 the loss is 1.
    const { loss } = await open.trainStep({ inputs, targets: ndArray('float32', [2, 1]) });
    expect(loss).toBeCloseTo(1, 4);
    const weights = await open.weights();
    close(weights.get('n/mean'), [0.1 * 3]);
    close(weights.get('n/variance'), [0.9 + 0.1 * 4]);
    // d loss / d gamma = mean of 2 · y · x̂ = 2; d loss / d beta = mean of 2 · y = 0
    expect(weights.get('n/gamma')?.data[0]).toBeCloseTo(1 - 0.1 * 2, 4);
    expect(weights.get('n/beta')?.data[0]).toBeCloseTo(0, 5);
    open.dispose();
  });
});
