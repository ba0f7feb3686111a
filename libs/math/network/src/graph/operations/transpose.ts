import { refuse, shapeWords, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** Axis i of y is axis `permutation[i]` of x. */
export const transpose: Operation<'transpose'> = {
  infer: ([x], { permutation }) => {
    if ([...permutation].sort((a, b) => a - b).join() !== x.shape.map((_, axis) => axis).join())
      refuse('transpose', 'permutation', `each axis of ${shapeWords(x.shape)} once`, shapeWords(permutation));
    return [
      shaped(
        permutation.map((axis) => x.shape[axis]),
        x.dtype,
      ),
    ];
  },
  gradient: ({ node, upstream: [dy] }, apply) => {
    if (!dy) return [null];
    const { permutation } = node.attributes;
    return apply('transpose', [dy], { permutation: permutation.map((_, axis) => permutation.indexOf(axis)) });
  },
};
