import type { Operation } from '../operation.ts';
import { pictureOf, pooled } from '../window.ts';

/** `[B, H, W, C]` → `[B, H', W', C]`, the mean of each window without its padding */
export const averagePool2d: Operation<'averagePool2d'> = {
  infer: ([x], window) => [pooled('averagePool2d', x, window)],
  gradient: ({ node, upstream: [dy] }, apply) =>
    dy
      ? apply('averagePool2dGradient', [dy], { ...node.attributes, input: pictureOf(node.inputs[0]) })
      : [null],
};
