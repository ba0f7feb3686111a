import { expectAxis, expectFloat, refuse, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';
import { sliceLength } from '../slicing.ts';

/** dy → zeros but for the slice */
export const sliceGradient: Operation<'sliceGradient'> = {
  infer: ([dy], { axis, begin, length }) => {
    expectFloat('sliceGradient', [dy]);
    expectAxis('sliceGradient', axis, dy.shape.length);
    const size = dy.shape[axis];
    if (typeof size === 'number') sliceLength('sliceGradient', length, begin, size);
    else if (size !== length) refuse('sliceGradient', `axis ${axis} of dy`, length, size);
    return [shaped(dy.shape.with(axis, length))];
  },
};
