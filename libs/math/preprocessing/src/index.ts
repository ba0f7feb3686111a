export {
  imageStepSchema,
  imageStepsSchema,
  type ImageStep,
  type ImageStepForm,
  type NormaliseStep,
  type ResizeMethod,
} from './image/steps.ts';
export { imagePipeline, imagePipelineFrom, type ImagePipeline } from './image/pipeline.ts';
export { toGrey, toColour, contrastLevels, mapLevels, crop, relight } from './image/levels.ts';
export { resize } from './image/resize.ts';
export { fitNormalise, normaliseFitter, type NormaliseFitter } from './image/normalise.ts';
export { augment, augmentationSchema, type Augmentation, type AugmentationForm } from './image/augment.ts';
export { imageFingerprint, type ImageFingerprint } from './image/fingerprint.ts';
export { nearDuplicates, connectedGroups, type NearPair } from './image/near-duplicates.ts';
export { splitByClass, type Shares } from './split/split-by-class.ts';
export { imageFindings, findingLimits, type ImageItem } from './image/findings.ts';
