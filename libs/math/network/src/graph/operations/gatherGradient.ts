import { expectFloat, expectShapeOf, refuse, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** dy `[..., E]`, indices → `[rows, E]` */
export const gatherGradient: Operation<'gatherGradient'> = {
  infer: ([dy, indices], { rows }) => {
    expectFloat('gatherGradient', [dy]);
    if (indices.dtype !== 'int32') refuse('gatherGradient', 'type of the indices', 'int32', indices.dtype);
    expectShapeOf('gatherGradient', 'dy', dy, [...indices.shape, null]);
    return [shaped([rows, dy.shape[dy.shape.length - 1]])];
  },
};
