import { refuse, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';

/** int32 → float32; whole numbers have no slope. */
export const toFloat: Operation<'toFloat'> = {
  infer: ([x]) => {
    if (x.dtype !== 'int32') refuse('toFloat', 'type of input 0', 'int32', x.dtype);
    return [shaped(x.shape)];
  },
  gradient: () => [null],
};
