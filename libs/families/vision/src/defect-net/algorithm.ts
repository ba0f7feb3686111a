import {
  activation,
  add,
  adamW,
  averagePool2d,
  batchNorm,
  categoricalCrossentropy,
  conv2d,
  defineNetwork,
  dense,
  dropout,
  globalAveragePool2d,
  type Layer,
  type Network,
} from '@millwright/network';
import type { Config } from './config.ts';

/** Running statistics follow the last tens of steps, since even short trainings must settle them. */
const momentum = 0.9;

const convolution = (
  name: string,
  filters: number,
  kernelSize: number,
  strides: number,
  from: string,
): Layer[] => [
  conv2d({
    name,
    inputs: [from],
    filters,
    kernelSize,
    strides,
    padding: 'same',
    useBias: false,
    initialiser: 'he',
  }),
  batchNorm({ name: `${name}_norm`, momentum }),
];

/**
 * relu(F(x) + x) with F two 3x3 convolutions (He et al. 2016). Where the size halves, the short cut averages 2x2 before
 * its 1x1 convolution, so that nothing is thrown away (He, T. et al. 2019, "ResNet-D").
 */
function residual(
  name: string,
  from: string,
  sizes: { before: number; filters: number; halve: boolean },
): Layer[] {
  const { before, filters, halve } = sizes;
  const layers: Layer[] = [];
  let short = from;
  if (halve) {
    layers.push(averagePool2d({ name: `${name}_halved`, inputs: [from], poolSize: 2, padding: 'same' }));
    short = `${name}_halved`;
  }
  if (filters !== before) {
    layers.push(...convolution(`${name}_short`, filters, 1, 1, short));
    short = `${name}_short_norm`;
  }
  layers.push(
    ...convolution(`${name}_first`, filters, 3, halve ? 2 : 1, from),
    activation({ name: `${name}_relu`, activation: 'relu' }),
    ...convolution(`${name}_second`, filters, 3, 1, `${name}_relu`),
    add({ name, inputs: [`${name}_second_norm`, short], activation: 'relu' }),
  );
  return layers;
}

/** Stages after the stem, each but the first halving: the last one sees a grid of at most 16 places a side. */
export function stagesFor(inputSize: number): number {
  let [stages, side] = [1, Math.ceil(inputSize / 2)];
  while (stages < 3 || side > 16) [stages, side] = [stages + 1, Math.ceil(side / 2)];
  return stages;
}

/** Layer that heat maps are made from: the last convolutional stage. */
export const heatLayer = (config: Config): string => `stage_${stagesFor(config.inputSize)}`;

/**
 * A small residual network: a stem that looks closely and then halves, a residual block per stage with 1, 2 and then 4 times `width` channels,
 * the mean of each channel, dropout, softmax over the labels. 176,000 weights with the defaults and two labels.
 *
 * `[B, S, S, channels]` → `[B, labels]`
 */
export function defectNetwork(
  config: Config,
  { channels, labels }: { channels: 1 | 3; labels: number },
): Network {
  const { inputSize, width, dropout: rate, learningRate, weightDecay } = config;
  const layers: Layer[] = [
    ...convolution('fine', Math.ceil(width / 2), 3, 1, 'input'), // [B, S, S, width/2]: hairlines are seen before anything is halved
    activation({ name: 'fine_relu', activation: 'relu' }),
    ...convolution('stem', width, 3, 2, 'fine_relu'), // [B, S/2, S/2, width]
    activation({ name: 'stem_relu', activation: 'relu' }),
  ];
  let [from, before] = ['stem_relu', width];
  for (let stage = 1; stage <= stagesFor(inputSize); stage++) {
    const name = `stage_${stage}`;
    const filters = width * Math.min(4, 2 ** (stage - 1));
    layers.push(...residual(name, from, { before, filters, halve: stage > 1 }));
    [from, before] = [name, filters];
  }
  layers.push(
    globalAveragePool2d(), // [B, 4 width]
    dropout({ rate }),
    dense({ name: 'verdict', units: labels, activation: 'softmax' }), // [B, labels]
  );
  return defineNetwork({
    input: [inputSize, inputSize, channels],
    layers,
    loss: categoricalCrossentropy(),
    optimiser: adamW({ learningRate, weightDecay }),
  });
}
