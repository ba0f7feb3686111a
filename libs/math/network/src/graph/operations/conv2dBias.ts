import { expectFloat, expectShapeOf } from '../checks.ts';
import { convolutionType, outputsOf } from '../convolution.ts';
import type { Operation } from '../operation.ts';

/** x, filter, bias */
export const conv2dBias: Operation<'conv2dBias'> = {
  infer: (types, window) => {
    const y = convolutionType('conv2dBias', types, window, outputsOf);
    expectFloat('conv2dBias', types);
    expectShapeOf('conv2dBias', 'the bias', types[2], y.shape.slice(-1));
    return [y];
  },
};
