export {
  activation,
  add,
  averagePool2d,
  batchNorm,
  concat,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePool2d,
  maxPool2d,
  type Activation,
  type CheckedLayer,
  type Layer,
} from './definition/layer.ts';
export {
  adam,
  adamW,
  binaryCrossentropy,
  categoricalCrossentropy,
  meanSquaredError,
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
export type { Batch, LayerGradient, OpenNetwork, StepOptions, Weights } from './open.ts';
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
