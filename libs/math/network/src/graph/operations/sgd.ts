import { expectFloat, expectScalar } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** Stochastic gradient descent, with momentum on wish (Polyak 1964). */
export const sgd: Operation<'sgd'> = {
  infer: ([gradient, rate]) => {
    expectFloat('sgd', [gradient]);
    expectScalar('sgd', 'the rate', rate);

    return [];
  },
};
