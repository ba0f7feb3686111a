import { valueByValue } from '../elementwise.ts';
import type { Operation } from '../operation.ts';

/** 1 where a > b, else 0: flat, so nothing flows back. */
export const greater: Operation<'greater'> = {
  infer: valueByValue('greater'),
  gradient: () => [null, null],
};
