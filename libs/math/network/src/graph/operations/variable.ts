import { shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

export const variable: Operation<'variable'> = {
  infer: (_, { shape }) => [shaped(shape)],
  gradient: () => [],
};
