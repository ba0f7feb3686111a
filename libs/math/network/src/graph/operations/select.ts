import { reducedTo } from '../broadcast.ts';
import { arithmetic, valueByValue } from '../elementwise.ts';
import type { Operation } from '../operation.ts';

/** a where the condition is not 0, else b; dy goes the same way. */
export const select: Operation<'select'> = {
  infer: valueByValue('select'),
  gradient: ({ node, upstream: [dy] }, apply) => {
    const [condition, a, b] = node.inputs;
    if (!dy) return [null, null, null];
    const { of } = arithmetic(apply);
    return [
      null,
      reducedTo(of('select', condition, dy, 0), a, apply),
      reducedTo(of('select', condition, 0, dy), b, apply),
    ];
  },
};
