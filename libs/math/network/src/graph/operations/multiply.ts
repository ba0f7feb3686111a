import { reducedTo } from '../broadcast.ts';
import { arithmetic, valueByValue } from '../elementwise.ts';
import type { Operation } from '../operation.ts';

/** a · b, value by value; d(ab) = b da + a db. */
export const multiply: Operation<'multiply'> = {
  infer: valueByValue('multiply'),
  gradient: ({ node, upstream: [dy] }, apply) => {
    const [a, b] = node.inputs;
    if (!dy) return [null, null];
    const { of } = arithmetic(apply);
    return [reducedTo(of('multiply', dy, b), a, apply), reducedTo(of('multiply', dy, a), b, apply)];
  },
};
