import { ndArray } from '@millwright/tensors';
import type { Apply } from './operation.ts';
import type { Value } from './value.ts';

/** One number as a constant `[]`. */
export const scalar = (value: number, apply: Apply): Value =>
  apply('constant', [], { array: ndArray('float32', [], Float32Array.of(value)) })[0];
