import { convolutionType, outputsOf } from '../convolution.ts';
import type { Operation } from '../operation.ts';
import { pictureOf } from '../window.ts';

/** `[B, H, W, C]`, `[h, w, C, O]` → `[B, H', W', O]` */
export const conv2d: Operation<'conv2d'> = {
  infer: (types, window) => [convolutionType('conv2d', types, window, outputsOf)],
  gradient: ({ node, upstream: [dy] }, apply) => {
    if (!dy) return [null, null];
    const [x, filter] = node.inputs;
    const window = node.attributes;
    return [
      ...apply('conv2dInput', [dy, filter], { ...window, input: pictureOf(x) }),
      ...apply('conv2dFilter', [x, dy], { ...window, filter: filter.shape as readonly number[] }),
    ];
  },
};
