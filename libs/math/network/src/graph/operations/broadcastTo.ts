import { broadcastType, reducedTo } from '../broadcast.ts';
import { expectShapeOf, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** Repeats lengths of 1 and adds axes in front; what was repeated is summed on the way back. */
export const broadcastTo: Operation<'broadcastTo'> = {
  infer: ([x], { shape }) => {
    const type = shaped(shape, x.dtype);
    expectShapeOf('broadcastTo', 'the result', broadcastType('broadcastTo', x, type), shape);
    return [type];
  },
  gradient: ({ node, upstream: [dy] }, apply) => [dy && reducedTo(dy, node.inputs[0], apply)],
};
