import type { Operation } from '../operation.ts';
import { pooled } from '../window.ts';

/** `[B, H, W, C]` → `[B, H', W', C]`, the largest of each window */
export const maxPool2d: Operation<'maxPool2d'> = {
  infer: ([x], window) => [pooled('maxPool2d', x, window)],
  gradient: ({ node, outputs: [y], upstream: [dy] }, apply) =>
    dy ? apply('maxPool2dGradient', [dy, node.inputs[0], y], node.attributes) : [null],
};
