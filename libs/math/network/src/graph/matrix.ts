import type { Attributes, OperationName } from './attributes.ts';
import { expectFloat, refuse, shapeWords, shaped } from './checks.ts';
import type { Apply } from './operation.ts';
import type { TensorType, Value } from './value.ts';

/** `[..., M, K]`, `[K, N]` or `[..., K, N]` → `[..., M, N]` */
export function matMulType(
  operation: OperationName,
  a: TensorType,
  b: TensorType,
  { transposeA, transposeB }: Attributes['matMul'],
): TensorType {
  expectFloat(operation, [a, b]);
  const [left, right] = [a.shape.length, b.shape.length];
  if (left < 2) refuse(operation, 'rank of a', 'at least 2 axes', shapeWords(a.shape));
  if (right !== 2 && right !== left) refuse(operation, 'rank of b', `2 or ${left} axes`, shapeWords(b.shape));
  for (let axis = 0; right > 2 && axis < left - 2; axis++)
    if (a.shape[axis] !== b.shape[axis]) refuse(operation, `axis ${axis} of b`, a.shape[axis], b.shape[axis]);
  const [rows, inner] = transposeA
    ? [a.shape[left - 1], a.shape[left - 2]]
    : [a.shape[left - 2], a.shape[left - 1]];
  const [other, columns] = transposeB
    ? [b.shape[right - 1], b.shape[right - 2]]
    : [b.shape[right - 2], b.shape[right - 1]];
  if (inner !== other) refuse(operation, 'inner length of b', inner, other);
  return shaped([...a.shape.slice(0, -2), rows, columns]);
}

/** The last two axes in turn. */
export function turned(value: Value, apply: Apply): Value {
  const axes = value.shape.map((_, axis) => axis);
  const permutation = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
  return apply('transpose', [value], { permutation })[0];
}
