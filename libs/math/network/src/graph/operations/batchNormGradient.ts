import { expectFloat, expectShapeOf, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** dy, x, scale, mean, variance → dx, dScale, dOffset */
export const batchNormGradient: Operation<'batchNormGradient'> = {
  infer: (types) => {
    const [dy, x, scale, mean, variance] = types;
    expectFloat('batchNormGradient', types);
    expectShapeOf('batchNormGradient', 'dy', dy, x.shape);
    const channels = x.shape.slice(-1);
    expectShapeOf('batchNormGradient', 'scale', scale, channels);
    expectShapeOf('batchNormGradient', 'mean', mean, channels);
    expectShapeOf('batchNormGradient', 'variance', variance, channels);
    return [shaped(x.shape), shaped(channels), shaped(channels)];
  },
};
