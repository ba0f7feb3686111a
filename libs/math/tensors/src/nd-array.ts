import { AppError } from '@millwright/contracts';

export interface DTypes {
  float32: Float32Array;
  int32: Int32Array;
  uint8: Uint8Array;
}
export type DType = keyof DTypes;

/** An n-d array on a typed array, row-major. */
export interface NdArray<D extends DType = DType> {
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly data: DTypes[D];
}

/** A picture: `[H, W, C]`, C = 1 (grey) or 3 (RGB), 0..255. */
export type Pixels = NdArray<'uint8'>;

/** Number of elements of a shape; 1 for a scalar. */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, dimension) => product * dimension, 1);

const arrays = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array } as const;

/**
 * An array of a shape over existing data, or of zeros.
 *
 * @throws AppError `tensor.shape` where the data has another length than the shape
 */
export function ndArray<D extends DType>(dtype: D, shape: readonly number[], data?: DTypes[D]): NdArray<D> {
  const size = sizeOf(shape);
  const kept = data ?? (new arrays[dtype](size) as DTypes[D]);
  if (kept.length !== size)
    throw new AppError('tensor.shape', {
      what: 'array',
      expected: `[${shape.join(', ')}]`,
      received: `${kept.length} values`,
      dimension: 0,
    });
  return { dtype, shape: [...shape], data: kept };
}

/**
 * Checks a shape against a pattern; `null` in the pattern leaves a dimension open.
 *
 * @throws AppError `tensor.shape` naming the first dimension that differs
 */
export function expectShape(
  what: string,
  shape: readonly number[],
  expected: readonly (number | null)[],
): void {
  const words = `[${expected.map((dimension) => dimension ?? '?').join(', ')}]`;
  const wrong =
    shape.length !== expected.length
      ? Math.min(shape.length, expected.length)
      : expected.findIndex((dimension, axis) => dimension !== null && dimension !== shape[axis]);
  if (wrong >= 0)
    throw new AppError('tensor.shape', {
      what,
      expected: words,
      received: `[${shape.join(', ')}]`,
      dimension: wrong,
    });
}

/**
 * Rows of an array, in the order asked for: `[N, …]` → `[rows, …]`; a row may come more than once.
 *
 * @throws AppError `tensor.shape` where there is no such row
 */
export function takeRows<D extends DType>(
  { dtype, shape, data }: NdArray<D>,
  rows: ArrayLike<number>,
): NdArray<D> {
  const [count = 0, ...rest] = shape;
  const size = sizeOf(rest);
  const taken = ndArray(dtype, [rows.length, ...rest]);
  const target = taken.data;
  for (let i = 0, to = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!(row >= 0 && row < count))
      throw new AppError('tensor.shape', {
        what: 'rows',
        expected: `0 to ${count - 1}`,
        received: String(row),
        dimension: 0,
      });
    // Value by value: rows of tables are short, and a call for each takes longer than its values.
    const end = (row + 1) * size;
    for (let from = row * size; from < end; from++, to++) target[to] = data[from];
  }
  return taken;
}
