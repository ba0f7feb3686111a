import { convolutionFilterType, depthwiseOutputsOf } from '../convolution.ts';
import type { Operation } from '../operation.ts';

/** x, dy → dFilter */
export const depthwiseConv2dFilter: Operation<'depthwiseConv2dFilter'> = {
  infer: (types, attributes) => [
    convolutionFilterType('depthwiseConv2dFilter', types, attributes, depthwiseOutputsOf),
  ],
};
