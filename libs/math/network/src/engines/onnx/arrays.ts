import { ndArray, sizeOf, type NdArray } from '@millwright/tensors';

export type Float = NdArray<'float32'>;

/** Axis i of the result is axis `permutation[i]` of the array. */
export function permuted({ shape, data }: Float, permutation: readonly number[]): Float {
  const steps = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const turned = permutation.map((axis) => shape[axis]);
  const turnedSteps = permutation.map((axis) => steps[axis]);
  const result = ndArray('float32', turned);
  const position = new Array<number>(turned.length).fill(0);
  let from = 0;
  for (let i = 0; i < result.data.length; i++) {
    result.data[i] = data[from];
    for (let axis = turned.length - 1; axis >= 0; axis--) {
      from += turnedSteps[axis];
      if (++position[axis] < turned[axis]) break;
      from -= turnedSteps[axis] * turned[axis];
      position[axis] = 0;
    }
  }
  return result;
}

export const reshaped = ({ data }: Float, shape: readonly number[]): Float => ndArray('float32', shape, data);

/** Pieces of equal length along the last axis in another order. */
export function reordered({ shape, data }: Float, order: readonly number[]): Float {
  const last = shape[shape.length - 1];
  const piece = last / order.length;
  const result = ndArray('float32', shape);
  for (let row = 0; row < data.length; row += last)
    order.forEach((from, to) =>
      result.data.set(data.subarray(row + from * piece, row + (from + 1) * piece), row + to * piece),
    );
  return result;
}
