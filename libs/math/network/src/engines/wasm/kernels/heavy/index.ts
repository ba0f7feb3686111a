import type { HeavyKernels } from '../table.ts';
import { convolutionKernels } from './convolution.ts';
import { depthwiseKernels } from './depthwise.ts';
import { normaliseKernels } from './normalise.ts';
import { poolKernels } from './pool.ts';
import { productKernels } from './product.ts';
import { recurrentKernels } from './recurrent.ts';
import { updateKernels } from './update.ts';

/** Operations in which most of the time of a training goes. */
export const heavyKernels: HeavyKernels = {
  ...productKernels,
  ...convolutionKernels,
  ...depthwiseKernels,
  ...poolKernels,
  ...normaliseKernels,
  ...recurrentKernels,
  ...updateKernels,
};
