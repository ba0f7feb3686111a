import { convolutionType, depthwiseOutputsOf } from '../convolution.ts';
import type { Operation } from '../operation.ts';
import { pictureOf } from '../window.ts';

/** `[B, H, W, C]`, `[h, w, C, M]` → `[B, H', W', C·M]` */
export const depthwiseConv2d: Operation<'depthwiseConv2d'> = {
  infer: (types, window) => [convolutionType('depthwiseConv2d', types, window, depthwiseOutputsOf)],
  gradient: ({ node, upstream: [dy] }, apply) => {
    if (!dy) return [null, null];
    const [x, filter] = node.inputs;
    const window = node.attributes;
    return [
      ...apply('depthwiseConv2dInput', [dy, filter], { ...window, input: pictureOf(x) }),
      ...apply('depthwiseConv2dFilter', [x, dy], { ...window, filter: filter.shape as readonly number[] }),
    ];
  },
};
