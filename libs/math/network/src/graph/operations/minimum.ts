import { reducedTo } from '../broadcast.ts';
import { arithmetic, valueByValue } from '../elementwise.ts';
import type { Operation } from '../operation.ts';

/** The smaller of a and b; of equal ones a counts. */
export const minimum: Operation<'minimum'> = {
  infer: valueByValue('minimum'),
  gradient: ({ node, upstream: [dy] }, apply) => {
    const [a, b] = node.inputs;
    if (!dy) return [null, null];
    const { of } = arithmetic(apply);
    return [
      reducedTo(of('select', of('greater', a, b), 0, dy), a, apply),
      reducedTo(of('select', of('greater', a, b), dy, 0), b, apply),
    ];
  },
};
