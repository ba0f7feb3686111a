import { reducedTo } from '../broadcast.ts';
import { arithmetic, valueByValue } from '../elementwise.ts';
import type { Operation } from '../operation.ts';

/** a / b; 1 / b and -a / b². */
export const divide: Operation<'divide'> = {
  infer: valueByValue('divide'),
  gradient: ({ node, outputs: [y], upstream: [dy] }, apply) => {
    const [a, b] = node.inputs;
    if (!dy) return [null, null];
    const { of } = arithmetic(apply);
    return [
      reducedTo(of('divide', dy, b), a, apply),
      reducedTo(of('negate', of('divide', of('multiply', dy, y), b)), b, apply),
    ];
  },
};
