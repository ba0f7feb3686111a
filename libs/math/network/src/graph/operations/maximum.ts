import { reducedTo } from '../broadcast.ts';
import { arithmetic, valueByValue } from '../elementwise.ts';
import type { Operation } from '../operation.ts';

/** The larger of a and b; of equal ones a counts. */
export const maximum: Operation<'maximum'> = {
  infer: valueByValue('maximum'),
  gradient: ({ node, upstream: [dy] }, apply) => {
    const [a, b] = node.inputs;
    if (!dy) return [null, null];
    const { of } = arithmetic(apply);
    return [
      reducedTo(of('select', of('greater', b, a), 0, dy), a, apply),
      reducedTo(of('select', of('greater', b, a), dy, 0), b, apply),
    ];
  },
};
