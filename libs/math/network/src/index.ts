export {
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
  globalAveragePool1d,
  globalAveragePool2d,
  globalMaxPool1d,
  globalMaxPool2d,
  gru,
  layerNorm,
  lstm,
  masking,
  maxPool1d,
  maxPool2d,
  multiply,
  reshape,
  separableConv2d,
  simpleRnn,
  type Activation,
  type CheckedLayer,
  type Layer,
} from './definition/layer.ts';
export {
  adam,
  adamW,
  binaryCrossentropy,
  categoricalCrossentropy,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  quantile,
  rmsProp,
  sgd,
  type Loss,
  type Optimiser,
} from './definition/objective.ts';
export {
  defineNetwork,
  networkFromJson,
  shapesOf,
  type Network,
  type NetworkSettings,
} from './definition/network.ts';
export { engineNames, type EngineName } from './engines/names.ts';
export { chooseEngine, listEngines } from './engines/engines.ts';
export { weightCount } from './definition/parameters.ts';
export { openNetwork, type OpenSettings } from './open-network.ts';
export type { Batch, Inputs, LayerGradient, OpenNetwork, StepOptions, Weights } from './open.ts';
export { scheduleFactor, type Schedule } from './training/schedule.ts';
export type {
  EarlyStopping,
  EpochReport,
  Figures,
  FitCheckpoint,
  FitOptions,
  FitResult,
} from './training/fit-options.ts';
export { fitNetwork } from './training/fit-network.ts';
export { loadNetwork, saveNetwork } from './saved-network.ts';
export { exportOnnx } from './engines/onnx/export.ts';
