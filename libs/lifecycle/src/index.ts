export type {
  Lifecycle,
  Work,
  Photograph,
  AnswerRequest,
  Evaluation,
  EvaluationRequest,
  DeleteOptions,
} from './lifecycle.ts';
