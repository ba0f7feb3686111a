export {
  defineModel,
  type Checkpoint,
  type Examples,
  type Explains,
  type Exports,
  type FitExamples,
  type FitProgress,
  type FittedModel,
  type ModelDefinition,
  type Run,
  type Scratch,
} from './model.ts';
export { memoryScratch } from './memory-scratch.ts';
export { plainRun } from './plain-run.ts';
export { classWeights } from './class-weights.ts';
export { classificationReport, majorityLabel, type Judged } from './metrics/classification-report.ts';
export { logLoss, prAuc, rocAuc } from './metrics/scores.ts';
export {
  chooseThreshold,
  thresholdGoals,
  type ScoredExamples,
  type ThresholdGoal,
} from './metrics/threshold.ts';
export { wilsonInterval } from './metrics/wilson.ts';
