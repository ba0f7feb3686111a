export type { Lifecycle, Work, Photograph, AnswerRequest, DeleteOptions } from './lifecycle.ts';
export { createLifecycle, type LifecycleOptions } from './create-lifecycle.ts';
export type { FittedImageModel, ImageExample, ImageInput, ImageModel, Verdict } from './catalogue.ts';
