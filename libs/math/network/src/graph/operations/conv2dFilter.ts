import { convolutionFilterType, outputsOf } from '../convolution.ts';
import type { Operation } from '../operation.ts';

/** x, dy → dFilter */
export const conv2dFilter: Operation<'conv2dFilter'> = {
  infer: (types, attributes) => [convolutionFilterType('conv2dFilter', types, attributes, outputsOf)],
};
