import { shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

export const constant: Operation<'constant'> = {
  infer: (_, { array }) => [shaped(array.shape, array.dtype)],
  gradient: () => [],
};
