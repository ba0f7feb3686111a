import { expectAxis, expectShapeOf, knownLength, refuse, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** One behind the other along an axis; each gets its slice of dy. */
export const concat: Operation<'concat'> = {
  infer: (types, { axis }) => {
    const [{ shape, dtype }] = types;
    expectAxis('concat', axis, shape.length);
    const total = types.reduce((length, type, index) => {
      if (type.dtype !== dtype) refuse('concat', `type of input ${index}`, dtype, type.dtype);
      const expected = shape.map((other, at) => (at === axis ? null : other));
      expectShapeOf('concat', `input ${index}`, type, expected);
      return length + knownLength('concat', `axis ${axis} of input ${index}`, type.shape[axis]);
    }, 0);
    return [shaped(shape.with(axis, total), dtype)];
  },
  gradient: ({ node, upstream: [dy] }, apply) => {
    const { axis } = node.attributes;
    let begin = 0;
    return node.inputs.map((part) => {
      if (!dy) return null;
      const size = part.shape[axis] as number;
      const [slice] = apply('slice', [dy], { axis, begin, size });
      begin += size;
      return slice;
    });
  },
};
