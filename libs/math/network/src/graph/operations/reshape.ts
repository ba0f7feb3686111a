import { refuse, shapeWords, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';
import type { Dimension } from '../value.ts';

const open = (shape: readonly Dimension[]): string =>
  shape
    .filter((length) => typeof length === 'string')
    .sort()
    .join();
const known = (shape: readonly Dimension[]): number =>
  shape.reduce<number>((size, length) => (typeof length === 'number' ? size * length : size), 1);

/** The same values under another shape: as many known ones, and the same open lengths. */
export const reshape: Operation<'reshape'> = {
  infer: ([x], { shape }) => {
    if (open(x.shape) !== open(shape) || known(x.shape) !== known(shape))
      refuse('reshape', 'size', `as many values as ${shapeWords(x.shape)}`, shapeWords(shape));
    return [shaped(shape, x.dtype)];
  },
  gradient: ({ node, upstream: [dy] }, apply) =>
    dy ? apply('reshape', [dy], { shape: node.inputs[0].shape }) : [null],
};
