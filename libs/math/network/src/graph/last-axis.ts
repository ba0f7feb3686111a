import type { OperationName } from './attributes.ts';
import { expectAxis, expectFloat, shaped } from './checks.ts';
import type { TensorType } from './value.ts';

/** Shape rule of what works along the last axis and keeps the shape. */
export const overLastAxis =
  (operation: OperationName) =>
  ([x]: readonly TensorType[]): readonly TensorType[] => {
    expectFloat(operation, [x]);
    expectAxis(operation, x.shape.length - 1, x.shape.length);
    return [shaped(x.shape)];
  };
