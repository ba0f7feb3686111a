import { shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

export const input: Operation<'input'> = {
  infer: (_, { shape, dtype }) => [shaped(shape, dtype)],
  gradient: () => [],
};
