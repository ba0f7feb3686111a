import { reducedTo } from '../broadcast.ts';
import { arithmetic, valueByValue } from '../elementwise.ts';
import type { Operation } from '../operation.ts';

/** a - b */
export const subtract: Operation<'subtract'> = {
  infer: valueByValue('subtract'),
  gradient: ({ node, upstream: [dy] }, apply) => {
    const [a, b] = node.inputs;
    if (!dy) return [null, null];
    const { of } = arithmetic(apply);
    return [reducedTo(dy, a, apply), reducedTo(of('negate', dy), b, apply)];
  },
};
