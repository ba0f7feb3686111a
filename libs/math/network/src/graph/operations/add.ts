import { reducedTo } from '../broadcast.ts';
import { valueByValue } from '../elementwise.ts';
import type { Operation } from '../operation.ts';

/** a + b */
export const add: Operation<'add'> = {
  infer: valueByValue('add'),
  gradient: ({ node, upstream: [dy] }, apply) => {
    const [a, b] = node.inputs;
    if (!dy) return [null, null];
    return [reducedTo(dy, a, apply), reducedTo(dy, b, apply)];
  },
};
