import { ndArray, seeded, type NdArray } from '@millwright/tensors';
import {
  activation,
  add,
  batchNorm,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  globalAveragePool2d,
  maxPool2d,
} from '../definition/layer.ts';
import { defineNetwork, type Network } from '../definition/network.ts';
import { adamW, categoricalCrossentropy } from '../definition/objective.ts';
import type { Batch } from '../open.ts';

/** A small network with something of everything that changes between runs: norms, dropout, a branch, decay, clipping. */
export const smallNetwork = (settings: { clipNorm?: number | null } = {}): Network =>
  defineNetwork({
    input: [8, 8, 1],
    layers: [
      conv2d({ name: 'stem', filters: 4, kernelSize: 3, padding: 'same', useBias: false }),
      batchNorm({ activation: 'relu', momentum: 0.8 }),
      maxPool2d({ name: 'pool' }),
      depthwiseConv2d({ kernelSize: 3, padding: 'same' }),
      conv2d({ name: 'side', filters: 4, kernelSize: 1 }),
      add({ name: 'sum', inputs: ['side', 'pool'] }),
      activation({ activation: 'relu' }),
      dropout({ rate: 0.25 }),
      globalAveragePool2d(),
      dense({ units: 3, activation: 'softmax' }),
    ],
    loss: categoricalCrossentropy(),
    optimiser: adamW({ learningRate: 0.02, weightDecay: 0.01, ...settings }),
  });

const sizes = { count: 12, height: 8, width: 8 };

/** Pictures of three kinds: stripes across, stripes down, plain grey; with noise. */
export function stripes(seed: number, count = sizes.count): Batch & { inputs: NdArray<'float32'> } {
  const random = seeded(seed);
  const inputs = ndArray('float32', [count, sizes.height, sizes.width, 1]);
  const targets = ndArray('float32', [count, 3]);
  const picture = sizes.height * sizes.width;
  for (let example = 0; example < count; example++) {
    const kind = example % 3;
    targets.data[example * 3 + kind] = 1;
    for (let place = 0; place < picture; place++) {
      const across = Math.floor(place / sizes.width) % 2;
      const shade = kind === 0 ? across : kind === 1 ? place % 2 : 0.5;
      inputs.data[example * picture + place] = shade + 0.3 * random.normal();
    }
  }
  return { inputs, targets };
}

/** Share of the examples whose largest answer is the right one. */
export function share(answers: NdArray, { targets }: Batch): number {
  const [count, width] = answers.shape;
  const largest = (data: ArrayLike<number>, row: number): number => {
    let best = 0;
    for (let k = 1; k < width; k++) if (data[row * width + k] > data[row * width + best]) best = k;
    return best;
  };
  let right = 0;
  for (let row = 0; row < count; row++)
    if (largest(answers.data, row) === largest(targets.data, row)) right++;
  return right / count;
}
