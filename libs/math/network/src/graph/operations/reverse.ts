import { expectAxis, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** An axis from its end to its beginning. */
export const reverse: Operation<'reverse'> = {
  infer: ([x], { axis }) => {
    expectAxis('reverse', axis, x.shape.length);
    return [shaped(x.shape, x.dtype)];
  },
  gradient: ({ node, upstream: [dy] }, apply) => (dy ? apply('reverse', [dy], node.attributes) : [null]),
};
