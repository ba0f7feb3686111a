import { matMulType, turned } from '../matrix.ts';
import type { Apply, Operation } from '../operation.ts';
import type { Value } from '../value.ts';

/** Σ over all leading axes of aᵀ dy: `[..., M, K]`, `[..., M, N]` → `[K, N]`. */
function summedProduct(a: Value, dy: Value, apply: Apply): Value {
  const leading = a.shape.slice(0, -1);
  if (leading.length === 1) return apply('matMul', [a, dy], { transposeA: true, transposeB: false })[0];
  if (leading.length > 3) {
    const [products] = apply('matMul', [a, dy], { transposeA: true, transposeB: false });
    const axes = leading.slice(0, -1).map((_, axis) => axis);
    return apply('sum', [products], { axes, keepDimensions: false })[0];
  }
  // Axes whose lengths are open cannot be merged into one; the filter gradient of a 1x1 convolution sums over three.
  const flat = (value: Value): Value => {
    const lengths = [...leading, 1].slice(0, 3);
    return apply('reshape', [value], { shape: [...lengths, value.shape[value.shape.length - 1]] })[0];
  };
  const [rows, columns] = [a, dy].map(({ shape }) => shape[shape.length - 1] as number);
  const [filter] = apply('conv2dFilter', [flat(a), flat(dy)], {
    kernel: [1, 1],
    strides: [1, 1],
    padding: 'same',
    filter: [1, 1, rows, columns],
  });
  return apply('reshape', [filter], { shape: [rows, columns] })[0];
}

/** y = a b; da = dy bᵀ, db = aᵀ dy, a turned operand's turned back. */
export const matMul: Operation<'matMul'> = {
  infer: ([a, b], attributes) => [matMulType('matMul', a, b, attributes)],
  gradient: ({ node, upstream: [dy] }, apply) => {
    if (!dy) return [null, null];
    const { transposeA, transposeB } = node.attributes;
    const [a, b] = node.inputs;
    const product = (left: Value, right: Value, turnLeft: boolean, turnRight: boolean): Value =>
      apply('matMul', [left, right], { transposeA: turnLeft, transposeB: turnRight })[0];
    if (b.shape.length === a.shape.length)
      return [
        transposeA ? product(b, dy, transposeB, true) : product(dy, b, false, !transposeB),
        transposeB ? product(dy, a, true, transposeA) : product(a, dy, !transposeA, false),
      ];
    const da = product(dy, b, false, !transposeB);
    const db = summedProduct(transposeA ? turned(a, apply) : a, dy, apply);
    return [transposeA ? turned(da, apply) : da, transposeB ? turned(db, apply) : db];
  },
};
