import type { Target } from '../target.ts';
import { images } from './images.ts';
import { savedModels } from './saved-models.ts';
import { tensors } from './tensors.ts';
import { uploads } from './uploads.ts';

/** Every reader of foreign bytes. */
export const targets: readonly Target[] = [images, ...uploads, ...tensors, ...savedModels];
