export {
  defineModel,
  type Checkpoint,
  type Examples,
  type Explains,
  type FitExamples,
  type FitProgress,
  type FittedModel,
  type ModelDefinition,
  type Run,
  type Scratch,
} from './model.ts';
