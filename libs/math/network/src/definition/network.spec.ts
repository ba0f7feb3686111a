import { AppError } from '@millwright/contracts';
import {
  activation,
  add,
  attention,
  averagePool1d,
  averagePool2d,
  batchNorm,
  concat,
  conv1d,
  conv2d,
  conv2dTranspose,
  dense,
  depthwiseConv2d,
  dropout,
  embedding,
  flatten,
  globalAveragePool2d,
  globalMaxPool1d,
  gru,
  lstm,
  maxPool1d,
  maxPool2d,
  reshape,
  separableConv2d,
  type Layer,
} from './layer.ts';
import { defineNetwork, networkFromJson, shapesOf, targetCount, type Network } from './network.ts';
import {
  adam,
  adamW,
  binaryCrossentropy,
  categoricalCrossentropy,
  meanSquaredError,
  quantile,
  sgd,
} from './objective.ts';
import { parametersOf, weightCount } from './parameters.ts';
import type { Shape } from './shapes.ts';

const define = (layers: Layer[], loss = binaryCrossentropy()): Network =>
  defineNetwork({ input: [28, 20, 3], layers, loss, optimiser: adam() });
const judge = dense({ units: 1, activation: 'sigmoid' });
const refusal = (layers: Layer[], loss = binaryCrossentropy()): string => {
  try {
    define(layers, loss);
  } catch (error) {
    return `${(error as AppError).code} | ${(error as AppError).message}`;
  }
  return 'accepted';
};
const shapeAfter = (layer: Layer): Shape => {
  const network = define([layer, globalAveragePool2d(), judge]);
  return [...shapesOf(network).values()][1];
};

describe('defineNetwork', () => {
  it('gives layers their names, inputs and defaults', () => {
    const network = define([conv2d({ filters: 4, kernelSize: 3 }), maxPool2d(), flatten(), judge]);
    expect(network.layers.map(({ name, inputs }) => [name, ...inputs])).toEqual([
      ['conv2d_1', 'input'],
      ['maxPool2d_1', 'conv2d_1'],
      ['flatten_1', 'maxPool2d_1'],
      ['dense_1', 'flatten_1'],
    ]);
    expect(network.layers[0]).toMatchObject({ kernelSize: [3, 3], strides: [1, 1], padding: 'valid' });
  });
  it('is JSON that reads back as the same network', () => {
    const network = defineNetwork({
      input: [8, 8, 1],
      layers: [
        conv2d({ name: 'a', filters: 2, kernelSize: [3, 1], padding: 'same', activation: 'relu' }),
        batchNorm({ name: 'b' }),
        add({ name: 'c', inputs: ['a', 'b'] }),
        concat({ inputs: ['a', 'c'] }),
        dropout({ rate: 0.5 }),
        flatten(),
        dense({ units: 4, activation: 'softmax' }),
      ],
      loss: categoricalCrossentropy({ labelSmoothing: 0.1 }),
      optimiser: adamW({ clipNorm: 1 }),
    });
    expect(networkFromJson(JSON.parse(JSON.stringify(network)))).toEqual(network);
  });
  it('refuses a softmax over one unit, wherever it is', () => {
    const one = dense({ units: 1, activation: 'softmax' });
    expect(refusal([flatten(), one], categoricalCrossentropy())).toMatch(
      /network\.layer \| Layer dense_1: a softmax over one unit is always 1/,
    );
    const inside = activation({ name: 'inside', activation: 'softmax' });
    expect(refusal([flatten(), dense({ units: 1 }), inside, judge])).toMatch(/Layer inside: a softmax/);
  });
  it('refuses a last layer that does not fit the loss', () => {
    const softmax = dense({ units: 3, activation: 'softmax' });
    expect(refusal([flatten(), softmax])).toMatch(/binaryCrossentropy expects a last layer with sigmoid/);
    expect(refusal([flatten(), judge], categoricalCrossentropy())).toMatch(
      /expects .* softmax, received sigmoid/,
    );
    expect(refusal([flatten(), softmax], meanSquaredError())).toMatch(/does not fit a softmax/);
    expect(refusal([conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid' })])).toMatch(
      /gives \[28, 20, 1\], expected \[outputs\]/,
    );
    expect(refusal([flatten(), dense({ units: 2 })], meanSquaredError())).toBe('accepted');
  });
  it('names layer and dimension where shapes do not agree', () => {
    expect(refusal([conv2d({ name: 'wide', filters: 2, kernelSize: [3, 21] }), flatten(), judge])).toBe(
      'network.shape | Layer wide, width: expected at least 21, received 20.',
    );
    expect(refusal([judge])).toBe(
      'network.shape | Layer dense_1, rank: expected [features] (flatten first), received [28, 20, 3].',
    );
    const apart = [
      conv2d({ name: 'a', filters: 2, kernelSize: 1 }),
      conv2d({ name: 'b', inputs: ['input'], filters: 3, kernelSize: 1 }),
    ];
    expect(refusal([...apart, add({ inputs: ['a', 'b'] }), flatten(), judge])).toBe(
      'network.shape | Layer add_1, channels of input b: expected 2, received 3.',
    );
    const lower = conv2d({ name: 'c', inputs: ['input'], filters: 2, kernelSize: 1, strides: 2 });
    expect(refusal([apart[0], lower, concat({ inputs: ['a', 'c'] }), flatten(), judge])).toMatch(
      /Layer concat_1, height of input c: expected 28, received 14/,
    );
  });
  it('refuses names that are unknown, used twice or lead nowhere', () => {
    expect(refusal([flatten({ inputs: ['later'] }), judge])).toMatch(/its input later is no layer before it/);
    expect(refusal([flatten({ name: 'x' }), dense({ name: 'x', units: 1, activation: 'sigmoid' })])).toMatch(
      /another layer has this name/,
    );
    const loose = conv2d({ name: 'loose', filters: 1, kernelSize: 1 });
    expect(refusal([loose, flatten({ inputs: ['input'] }), judge])).toMatch(
      /Layer loose: no layer takes its output/,
    );
    expect(refusal([])).toMatch(/at least one layer/);
  });
  it('refuses settings out of their range, by the layer’s name', () => {
    expect(refusal([dropout({ name: 'drop', rate: 1 }), flatten(), judge])).toMatch(/Layer drop: rate/);
    expect(refusal([conv2d({ filters: 0, kernelSize: 3 }), flatten(), judge])).toMatch(/Layer 1: filters/);
    const uneven = depthwiseConv2d({ name: 'uneven', kernelSize: 3, strides: [1, 2] });
    expect(refusal([uneven, flatten(), judge])).toMatch(/Layer uneven: .*strides/);
    const unknown = { kind: 'conv9d', name: 'odd' } as unknown as Layer;
    expect(refusal([unknown, flatten(), judge])).toMatch(/Layer odd/);
  });
  it('refuses JSON of another format', () => {
    expect(() => networkFromJson({ format: 2 }, 'network.json')).toThrow(/network\.json: expected a network/);
  });
});

describe('shapes', () => {
  // After the published rule: valid ⌊(n - k) / s⌋ + 1, same ⌈n / s⌉.
  it.each<[string, Layer, number[]]>([
    ['conv2d valid', conv2d({ filters: 5, kernelSize: 3 }), [26, 18, 5]],
    ['conv2d same', conv2d({ filters: 5, kernelSize: 3, padding: 'same' }), [28, 20, 5]],
    ['conv2d valid, stride 3', conv2d({ filters: 5, kernelSize: [5, 3], strides: 3 }), [8, 6, 5]],
    ['conv2d same, stride 3', conv2d({ filters: 5, kernelSize: 5, strides: 3, padding: 'same' }), [10, 7, 5]],
    ['depthwiseConv2d', depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }), [26, 18, 6]],
    ['maxPool2d', maxPool2d({ poolSize: 3 }), [9, 6, 3]],
    ['averagePool2d same', averagePool2d({ poolSize: 3, strides: 2, padding: 'same' }), [14, 10, 3]],
  ])('%s', (_name, layer, expected) => {
    expect(shapeAfter(layer)).toEqual(expected);
  });
});

describe('a network of sequences', () => {
  const over = (input: Shape, layers: Layer[], inputType?: 'int32'): Network =>
    defineNetwork({ input, inputType, layers, loss: meanSquaredError(), optimiser: adam() });
  const refusalOf = (make: () => Network): string => {
    try {
      make();
    } catch (error) {
      return (error as AppError).message;
    }
    return 'accepted';
  };
  it.each<[string, Layer, (number | null)[]]>([
    ['conv1d valid, stride 2', conv1d({ filters: 4, kernelSize: 3, strides: 2 }), [4, 4]],
    ['conv1d same', conv1d({ filters: 4, kernelSize: 3, padding: 'same' }), [9, 4]],
    ['maxPool1d', maxPool1d(), [4, 2]],
    ['averagePool1d same', averagePool1d({ poolSize: 2, padding: 'same' }), [5, 2]],
    ['dense, step by step', dense({ units: 7 }), [9, 7]],
    ['gru, every step', gru({ units: 3, returnSequences: true, bidirectional: 'sum' }), [9, 3]],
    ['lstm, side by side', lstm({ units: 3, bidirectional: 'concat' }), [6]],
    ['attention', attention({ headUnits: 5, heads: 2 }), [9, 2]],
    ['reshape', reshape({ shape: [3, 6] }), [3, 6]],
  ])('has the shape of %s', (_name, layer, expected) => {
    const rest = expected.length === 1 ? [] : [globalMaxPool1d()];
    expect([...shapesOf(over([9, 2], [layer, ...rest])).values()][1]).toEqual(expected);
  });
  // H = h · stride, with padding valid + max(kernel - stride, 0)
  it('has the shape of a transposed convolution', () => {
    const grown = (padding: 'same' | 'valid'): Layer =>
      conv2dTranspose({ filters: 4, kernelSize: 5, strides: [2, 3], padding });
    expect(shapeAfter(grown('same'))).toEqual([56, 60, 4]);
    expect(shapeAfter(grown('valid'))).toEqual([59, 62, 4]);
    expect(shapeAfter(separableConv2d({ filters: 5, kernelSize: 3, strides: 2 }))).toEqual([13, 9, 5]);
  });
  it('may leave time open, and reads back as the same network', () => {
    const layers = [
      embedding({ vocabulary: 9, units: 4 }),
      conv1d({ filters: 2, kernelSize: 3, padding: 'same' }),
    ];
    const network = over([null], [...layers, globalMaxPool1d()], 'int32');
    expect([...shapesOf(network).values()]).toEqual([[null], [null, 4], [null, 2], [2]]);
    expect(networkFromJson(JSON.parse(JSON.stringify(network)))).toEqual(network);
    expect(network.inputType).toBe('int32');
    expect('inputType' in over([3], [dense({ units: 1 })])).toBe(false);
  });
  it('names what needs a fixed length', () => {
    const after = (layer: Layer): string => refusalOf(() => over([null, 2], [layer]));
    expect(after(flatten())).toBe('Layer flatten_1, time: expected a fixed length, received open.');
    expect(after(maxPool1d())).toMatch(/time: expected a fixed length, or padding 'same' with stride 1/);
    expect(after(attention({ headUnits: 1, causal: true }))).toMatch(/time: expected a fixed length/);
    expect(refusalOf(() => over([9, 2], [reshape({ shape: [4, 4] })]))).toBe(
      'Layer reshape_1, size: expected as many values as [9, 2], received [4, 4].',
    );
  });
  it('keeps tokens and values apart', () => {
    expect(refusalOf(() => over([4], [dense({ units: 1 })], 'int32'))).toMatch(
      /only an embedding takes tokens/,
    );
    const table = embedding({ vocabulary: 3, units: 2 });
    expect(refusalOf(() => over([4], [table, globalMaxPool1d()]))).toMatch(/takes the network's input/);
    expect(refusalOf(() => over([4, 2], [table], 'int32'))).toMatch(/Layer input: expected tokens \[T\]/);
    expect(refusalOf(() => over([4, null], [dense({ units: 1 })]))).toMatch(
      /Layer input: expected \[H, W, C\]/,
    );
  });
  it('gives as many outputs as its loss has quantiles, for each target', () => {
    const settings = { input: [3], loss: quantile({ quantiles: [0.1, 0.5, 0.9] }), optimiser: adam() };
    const network = defineNetwork({ ...settings, layers: [dense({ units: 6 })] });
    expect(targetCount(network)).toBe(2);
    expect(refusalOf(() => defineNetwork({ ...settings, layers: [dense({ units: 4 })] }))).toMatch(
      /gives 4 outputs, expected 3 quantiles for each target/,
    );
  });
});

describe('parameters', () => {
  const network = define([
    conv2d({ name: 'c', filters: 4, kernelSize: 3, activation: 'relu' }),
    batchNorm({ name: 'n' }),
    flatten(),
    dense({ name: 'd', units: 1, activation: 'sigmoid' }),
  ]);
  it('are counted: kernels, biases, scales and shifts, but no running statistics', () => {
    expect(weightCount(network)).toBe(3 * 3 * 3 * 4 + 4 + 4 + 4 + 26 * 18 * 4 + 1);
  });
  it('decay where they are kernels, and nowhere else', () => {
    const decaying = parametersOf(network).filter(({ decays }) => decays);
    expect(decaying.map(({ name }) => name)).toEqual(['c/kernel', 'd/kernel']);
  });
});

describe('optimisers', () => {
  it('refuse what is out of range', () => {
    const optimiser = sgd({ momentum: 1 });
    const layers = [flatten(), judge];
    expect(() => defineNetwork({ input: [2, 2, 1], layers, loss: binaryCrossentropy(), optimiser })).toThrow(
      /Layer optimiser: momentum/,
    );
  });
});
