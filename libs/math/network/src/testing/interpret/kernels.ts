import type { OperationName } from '../../graph/attributes.ts';
import { effects } from './effects.ts';
import { elementwise } from './elementwise.ts';
import { layout } from './layout.ts';
import { linear } from './linear.ts';
import { normal } from './normal.ts';
import { uniformNumbers } from './philox.ts';
import { pooling } from './pooling.ts';
import { real, realOf, type Kernel } from './real.ts';
import { recurrence } from './recurrent.ts';
import { sizeOf } from '@millwright/tensors';

/** Every operation that gives values. */
export const kernels: { readonly [N in Exclude<OperationName, keyof typeof effects>]: Kernel<N> } = {
  input: (_, { name }, { feed }) => [feed(name)],
  variable: (_, { name }, { feed }) => [feed(name)],
  constant: (_, { array }) => [realOf(array)],
  uniform: ([step], attributes, { lengths }) => {
    const shape = lengths(attributes.shape);
    return [real(shape, uniformNumbers(attributes.key, step.data[0], sizeOf(shape)))];
  },
  ...elementwise,
  ...linear,
  ...pooling,
  ...layout,
  ...normal,
  ...recurrence,
};
