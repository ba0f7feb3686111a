import { expectFloat, expectShapeOf, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';
import { pooled } from '../window.ts';

/** dy, x, y → dx */
export const maxPool2dGradient: Operation<'maxPool2dGradient'> = {
  infer: ([dy, x, y], window) => {
    expectFloat('maxPool2dGradient', [dy, y]);
    const { shape } = pooled('maxPool2dGradient', x, window);
    expectShapeOf('maxPool2dGradient', 'dy', dy, shape);
    expectShapeOf('maxPool2dGradient', 'y', y, shape);
    return [shaped(x.shape)];
  },
};
