import {
  adam,
  binaryCrossentropy,
  conv2d,
  defineNetwork,
  dense,
  flatten,
  lstm,
  maxPool2d,
  meanSquaredError,
  type Network,
} from '@millwright/network';

/** The network of `vision/defect-cnn`, two labels: `[B, 224, 224, 1]` → `[B, 1]`, 11,962,881 weights. */
export const recipe = (): Network =>
  defineNetwork({
    input: [224, 224, 1],
    layers: [
      conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }), // [B, 222, 222, 32]
      maxPool2d(), // [B, 111, 111, 32]
      conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }), // [B, 109, 109, 64]
      maxPool2d(), // [B, 54, 54, 64]
      flatten(), // [B, 186624]
      dense({ units: 64, activation: 'relu' }), // [B, 64]
      dense({ units: 1, activation: 'sigmoid' }), // [B, 1]
    ],
    loss: binaryCrossentropy(),
    optimiser: adam({ learningRate: 1e-4 }),
  });

/** A figure from the last state of a sequence: `[B, steps, features]` → `[B, 1]`. */
export const lstmNetwork = (steps: number, features: number): Network =>
  defineNetwork({
    input: [steps, features],
    layers: [
      lstm({ units: 128 }), // [B, 128]
      dense({ units: 1 }), // [B, 1]
    ],
    loss: meanSquaredError(),
    optimiser: adam(),
  });

/** A regression on rows of a table: `[B, columns]` → `[B, 1]`. */
export const denseNetwork = (columns: number): Network =>
  defineNetwork({
    input: [columns],
    layers: [
      dense({ units: 128, activation: 'relu' }), // [B, 128]
      dense({ units: 64, activation: 'relu' }), // [B, 64]
      dense({ units: 1 }), // [B, 1]
    ],
    loss: meanSquaredError(),
    optimiser: adam(),
  });
