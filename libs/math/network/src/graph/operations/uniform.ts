import { expectScalar, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** Numbers drawn for a step; they do not lean on it. */
export const uniform: Operation<'uniform'> = {
  infer: ([step], { shape }) => {
    expectScalar('uniform', 'the step', step);
    return [shaped(shape)];
  },
  gradient: () => [null],
};
