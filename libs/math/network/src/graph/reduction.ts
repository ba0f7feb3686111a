import type { Attributes, OperationName } from './attributes.ts';
import { expectAxis, expectFloat, shaped } from './checks.ts';
import type { Apply } from './operation.ts';
import { scalar } from './scalar.ts';
import type { Dimension, TensorType, Value } from './value.ts';

type Axes = Attributes['sum'];

const keptShape = (x: TensorType, axes: readonly number[]): readonly Dimension[] =>
  x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));

/** Shape rule of what takes axes together. */
export const reduced =
  (operation: OperationName) =>
  ([x]: readonly TensorType[], { axes, keepDimensions }: Axes): readonly TensorType[] => {
    expectFloat(operation, [x]);
    for (const axis of axes) expectAxis(operation, axis, x.shape.length);
    const shape = keepDimensions ? keptShape(x, axes) : x.shape.filter((_, axis) => !axes.includes(axis));
    return [shaped(shape)];
  };

/** What came of a reduction of `x`, with a length of 1 where axes were taken together. */
export const withAxes = (
  reducedValue: Value,
  x: Value,
  { axes, keepDimensions }: Axes,
  apply: Apply,
): Value =>
  keepDimensions ? reducedValue : apply('reshape', [reducedValue], { shape: keptShape(x, axes) })[0];

/** How many values the axes of `x` hold, as a scalar: open lengths are counted when the program runs. */
export function countOf(x: TensorType, axes: readonly number[], apply: Apply): Value {
  const lengths = axes.map((axis) => x.shape[axis]);
  const known = scalar(
    lengths.reduce<number>((product, length) => (typeof length === 'number' ? product * length : product), 1),
    apply,
  );
  const open = lengths.filter((length) => typeof length === 'string');
  if (open.length === 0) return known;
  const [ones] = apply('broadcastTo', [scalar(1, apply)], { shape: open });
  const [count] = apply('sum', [ones], { axes: open.map((_, axis) => axis), keepDimensions: false });
  return apply('multiply', [count, known], {})[0];
}

/** A constant of zeros in any shape. */
export const zerosLike = ({ shape }: TensorType, apply: Apply): Value =>
  apply('broadcastTo', [scalar(0, apply)], { shape })[0];
