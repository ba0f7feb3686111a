import { AppError } from '@millwright/contracts';
import type { OperationName } from './attributes.ts';
import type { Dimension, TensorType } from './value.ts';

/** @throws AppError `network.shape` naming the operation and what of it does not fit */
export function refuse(
  operation: OperationName,
  dimension: string,
  expected: Dimension,
  received: Dimension,
): never {
  throw new AppError('network.shape', { layer: operation, dimension, expected, received });
}

export const shapeWords = (shape: readonly Dimension[]): string => `[${shape.join(', ')}]`;

export function expectFloat(operation: OperationName, types: readonly TensorType[]): void {
  const wrong = types.findIndex(({ dtype }) => dtype !== 'float32');
  if (wrong >= 0) refuse(operation, `type of input ${wrong}`, 'float32', types[wrong].dtype);
}

export function expectRank(operation: OperationName, what: string, type: TensorType, rank: number): void {
  if (type.shape.length !== rank)
    refuse(operation, `rank of ${what}`, `${rank} axes`, shapeWords(type.shape));
}

/** Lengths and open lengths alike: `null` in `expected` takes any. */
export function expectShapeOf(
  operation: OperationName,
  what: string,
  type: TensorType,
  expected: readonly (Dimension | null)[],
): void {
  expectRank(operation, what, type, expected.length);
  const wrong = expected.findIndex((length, axis) => length !== null && length !== type.shape[axis]);
  if (wrong >= 0)
    refuse(operation, `axis ${wrong} of ${what}`, expected[wrong] as Dimension, type.shape[wrong]);
}

export function expectScalar(operation: OperationName, what: string, type: TensorType): void {
  expectFloat(operation, [type]);
  expectRank(operation, what, type, 0);
}

export function expectAxis(operation: OperationName, axis: number, rank: number): void {
  if (!Number.isInteger(axis) || axis < 0 || axis >= rank)
    refuse(operation, 'axis', rank === 0 ? 'an input with axes' : `0 to ${rank - 1}`, axis);
}

/** A length that the operation cannot leave open. */
export function knownLength(operation: OperationName, dimension: string, length: Dimension): number {
  if (typeof length === 'string') refuse(operation, dimension, 'a known length', length);
  return length;
}

/** A type of the same dtype. */
export const shaped = (shape: readonly Dimension[], dtype: TensorType['dtype'] = 'float32'): TensorType => ({
  shape,
  dtype,
});
