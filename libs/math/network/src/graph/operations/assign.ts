import { expectFloat } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** variable ← value */
export const assign: Operation<'assign'> = {
  infer: (types) => {
    expectFloat('assign', types);
    return [];
  },
};
