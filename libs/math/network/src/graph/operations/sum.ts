import type { Operation } from '../operation.ts';
import { reduced, withAxes } from '../reduction.ts';

/** Σ over axes; every summand gets dy. */
export const sum: Operation<'sum'> = {
  infer: reduced('sum'),
  gradient: ({ node, upstream: [dy] }, apply) => {
    const [x] = node.inputs;
    if (!dy) return [null];
    return apply('broadcastTo', [withAxes(dy, x, node.attributes, apply)], { shape: x.shape });
  },
};
