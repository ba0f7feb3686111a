import { arithmetic } from '../elementwise.ts';
import type { Operation } from '../operation.ts';
import { reduced, withAxes } from '../reduction.ts';

/** Largest over axes; equal ones share dy. */
export const max: Operation<'max'> = {
  infer: reduced('max'),
  gradient: ({ node, outputs: [y], upstream: [dy] }, apply) => {
    const [x] = node.inputs;
    if (!dy) return [null];
    const { of } = arithmetic(apply);
    const back = (value: typeof y): typeof y => withAxes(value, x, node.attributes, apply);
    const largest = of('subtract', 1, of('greater', back(y), x));
    const [count] = apply('sum', [largest], { ...node.attributes, keepDimensions: true });
    return [of('multiply', largest, of('divide', back(dy), count))];
  },
};
