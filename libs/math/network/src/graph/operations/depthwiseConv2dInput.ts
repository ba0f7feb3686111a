import { convolutionInputType, depthwiseOutputsOf } from '../convolution.ts';
import type { Operation } from '../operation.ts';

/** dy, filter → dx */
export const depthwiseConv2dInput: Operation<'depthwiseConv2dInput'> = {
  infer: (types, attributes) => [
    convolutionInputType('depthwiseConv2dInput', types, attributes, depthwiseOutputsOf),
  ],
};
