import { convolutionInputType, outputsOf } from '../convolution.ts';
import type { Operation } from '../operation.ts';
import { windowOf } from '../window.ts';

/** dy, filter → dx; linear in both, so what flows back is a convolution and the gradient of a filter. */
export const conv2dInput: Operation<'conv2dInput'> = {
  infer: (types, attributes) => [convolutionInputType('conv2dInput', types, attributes, outputsOf)],
  gradient: ({ node, upstream: [back] }, apply) => {
    if (!back) return [null, null];
    const [dy, filter] = node.inputs;
    const window = windowOf(node.attributes);
    return [
      ...apply('conv2d', [back, filter], window),
      ...apply('conv2dFilter', [back, dy], { ...window, filter: filter.shape as readonly number[] }),
    ];
  },
};
