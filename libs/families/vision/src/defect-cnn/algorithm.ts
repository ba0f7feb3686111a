import {
  adam,
  binaryCrossentropy,
  categoricalCrossentropy,
  conv2d,
  defineNetwork,
  dense,
  flatten,
  maxPool2d,
  type Network,
} from '@millwright/network';
import type { Config } from './config.ts';

/** Layer that heat maps are made from: the last convolution. */
export const heatLayer = 'second';

/**
 * The recipe's network. Two labels: one unit with a sigmoid, the chance of the label that sorts second. More labels: the
 * general form, a unit per label with a softmax.
 *
 * `[B, S, S, 1]` → `[B, 1]` or `[B, labels]`
 */
export function defectNetwork({ inputSize, learningRate }: Config, labels: number): Network {
  const two = labels === 2;
  return defineNetwork({
    input: [inputSize, inputSize, 1],
    layers: [
      conv2d({ name: 'first', filters: 32, kernelSize: 3, activation: 'relu', initialiser: 'glorot' }), // [B, 222, 222, 32]
      maxPool2d({ poolSize: 2 }), // [B, 111, 111, 32]
      conv2d({ name: heatLayer, filters: 64, kernelSize: 3, activation: 'relu', initialiser: 'glorot' }), // [B, 109, 109, 64]
      maxPool2d({ poolSize: 2 }), // [B, 54, 54, 64]
      flatten(), // [B, 186624]
      dense({ name: 'hidden', units: 64, activation: 'relu', initialiser: 'glorot' }), // [B, 64]
      dense({ name: 'verdict', units: two ? 1 : labels, activation: two ? 'sigmoid' : 'softmax' }),
    ],
    loss: two ? binaryCrossentropy() : categoricalCrossentropy(),
    optimiser: adam({ learningRate }),
  });
}
