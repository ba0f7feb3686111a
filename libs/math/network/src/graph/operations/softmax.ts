import { arithmetic } from '../elementwise.ts';
import type { Operation } from '../operation.ts';
import { overLastAxis } from '../last-axis.ts';

/** eˣ / Σ eˣ over the last axis; dx = y (dy - Σ y dy). */
export const softmax: Operation<'softmax'> = {
  infer: overLastAxis('softmax'),
  gradient: ({ outputs: [y], upstream: [dy] }, apply) => {
    if (!dy) return [null];
    const { of } = arithmetic(apply);
    const [sum] = apply('sum', [of('multiply', dy, y)], { axes: [y.shape.length - 1], keepDimensions: true });
    return [of('multiply', y, of('subtract', dy, sum))];
  },
};
