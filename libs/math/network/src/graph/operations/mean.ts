import type { Operation } from '../operation.ts';
import { countOf, reduced, withAxes } from '../reduction.ts';

/** Mean over axes; every one of n values gets dy / n. */
export const mean: Operation<'mean'> = {
  infer: reduced('mean'),
  gradient: ({ node, upstream: [dy] }, apply) => {
    const [x] = node.inputs;
    if (!dy) return [null];
    const [share] = apply('divide', [dy, countOf(x, node.attributes.axes, apply)], {});
    return apply('broadcastTo', [withAxes(share, x, node.attributes, apply)], { shape: x.shape });
  },
};
