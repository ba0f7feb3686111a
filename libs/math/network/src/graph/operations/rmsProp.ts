import { expectFloat, expectScalar } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** RMSprop (Tieleman & Hinton 2012). */
export const rmsProp: Operation<'rmsProp'> = {
  infer: ([gradient, rate]) => {
    expectFloat('rmsProp', [gradient]);
    expectScalar('rmsProp', 'the rate', rate);

    return [];
  },
};
