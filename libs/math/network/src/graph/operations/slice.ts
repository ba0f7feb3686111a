import { expectAxis, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';
import { sliceLength } from '../slicing.ts';

/** A piece of one axis. */
export const slice: Operation<'slice'> = {
  infer: ([x], { axis, begin, size }) => {
    expectAxis('slice', axis, x.shape.length);
    const length = sliceLength('slice', x.shape[axis], begin, size);
    return [shaped(x.shape.with(axis, length), x.dtype)];
  },
  gradient: ({ node, upstream: [dy] }, apply) => {
    const { axis, begin } = node.attributes;
    return dy ? apply('sliceGradient', [dy], { axis, begin, length: node.inputs[0].shape[axis] }) : [null];
  },
};
