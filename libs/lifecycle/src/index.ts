export type { Lifecycle, Work, Photograph, AnswerRequest, DeleteOptions } from './lifecycle.ts';
export { createLifecycle, type LifecycleOptions } from './create-lifecycle.ts';
export type { CacheBounds } from './model-cache.ts';
export type { BatchBounds } from './predict-batches.ts';
export { newcomersPlant, type Demonstration } from './demonstration-plant.ts';
export { streamExamples } from './examples.ts';
export type { FittedImageModel, ImageExample, ImageInput, ImageModel, Verdict } from './catalogue.ts';
/** Which engines run here, for who shows it; the layers above do not open the network room. */
export { listEngines } from '@millwright/network';
