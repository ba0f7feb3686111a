import { defectCnn } from './defect-cnn/index.ts';
import { defectNet } from './defect-net/index.ts';

export type { PictureExample, PictureInput, Verdict } from './pictures/picture.ts';
export type { PictureClassifier } from './picture-classifier.ts';
export { demoSettings } from './demo-settings.ts';
export { defectCnn, defectNet };

/** The models of the family, the default first. */
export const visionModels = [defectNet, defectCnn] as const;
