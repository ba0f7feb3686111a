import { expectFloat, expectScalar } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** Adam (Kingma & Ba 2015) with the weight decay of AdamW (Loshchilov & Hutter 2019). */
export const adam: Operation<'adam'> = {
  infer: ([gradient, rate, step]) => {
    expectFloat('adam', [gradient]);
    expectScalar('adam', 'the rate', rate);
    expectScalar('adam', 'the step', step);
    return [];
  },
};
