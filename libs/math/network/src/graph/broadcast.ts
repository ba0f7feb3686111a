import { AppError } from '@millwright/contracts';
import type { OperationName } from './attributes.ts';
import type { Apply } from './operation.ts';
import type { Dimension, TensorType, Value } from './value.ts';

/**
 * The common type of two inputs, brought together from the last axis; a length of 1 repeats.
 *
 * @throws AppError `network.shape`
 */
export function broadcastType(operation: OperationName, a: TensorType, b: TensorType): TensorType {
  const rank = Math.max(a.shape.length, b.shape.length);
  const from = (type: TensorType, axis: number): Dimension =>
    type.shape[axis - rank + type.shape.length] ?? 1;
  const shape = Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [from(a, axis), from(b, axis)];
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new AppError('network.shape', {
      layer: operation,
      dimension: `axis ${axis}`,
      expected: left,
      received: right,
    });
  });
  return { shape, dtype: a.dtype };
}

/** A gradient summed over the axes along which `to` was repeated. */
export function reducedTo(gradient: Value, to: TensorType, apply: Apply): Value {
  const extra = gradient.shape.length - to.shape.length;
  const axes = gradient.shape.flatMap((length, axis) =>
    axis < extra || (to.shape[axis - extra] === 1 && length !== 1) ? [axis] : [],
  );
  if (axes.length === 0) return gradient;
  const [sum] = apply('sum', [gradient], { axes, keepDimensions: true });
  return extra === 0 ? sum : apply('reshape', [sum], { shape: to.shape })[0];
}
