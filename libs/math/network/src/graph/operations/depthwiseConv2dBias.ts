import { expectFloat, expectShapeOf } from '../checks.ts';
import { convolutionType, depthwiseOutputsOf } from '../convolution.ts';
import type { Operation } from '../operation.ts';

/** x, filter, bias */
export const depthwiseConv2dBias: Operation<'depthwiseConv2dBias'> = {
  infer: (types, window) => {
    const y = convolutionType('depthwiseConv2dBias', types, window, depthwiseOutputsOf);
    expectFloat('depthwiseConv2dBias', types);
    expectShapeOf('depthwiseConv2dBias', 'the bias', types[2], y.shape.slice(-1));
    return [y];
  },
};
