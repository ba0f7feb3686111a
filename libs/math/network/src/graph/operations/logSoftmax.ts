import { arithmetic } from '../elementwise.ts';
import type { Operation } from '../operation.ts';
import { overLastAxis } from '../last-axis.ts';

/** x - ln Σ eˣ over the last axis; dx = dy - softmax(x) Σ dy. */
export const logSoftmax: Operation<'logSoftmax'> = {
  infer: overLastAxis('logSoftmax'),
  gradient: ({ outputs: [y], upstream: [dy] }, apply) => {
    if (!dy) return [null];
    const { of } = arithmetic(apply);
    const [sum] = apply('sum', [dy], { axes: [y.shape.length - 1], keepDimensions: true });
    return [of('subtract', dy, of('multiply', of('exp', y), sum))];
  },
};
