import { expectFloat, expectShapeOf, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** dy, y → dy where y > 0, else 0 */
export const reluGradient: Operation<'reluGradient'> = {
  infer: ([dy, y]) => {
    expectFloat('reluGradient', [dy, y]);
    expectShapeOf('reluGradient', 'dy', dy, y.shape);
    return [shaped(y.shape)];
  },
};
