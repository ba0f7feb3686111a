export { aRun, type RecordedRun } from './a-run.ts';
export { describeModel, type ModelPromise, type World } from './describe-model.ts';
