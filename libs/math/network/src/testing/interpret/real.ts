// Arrays of the interpreter: double precision, plain loops, nothing clever.
import { sizeOf, type NdArray } from '@millwright/tensors';
import type { Attributes, OperationName } from '../../graph/attributes.ts';
import type { Dimension } from '../../graph/value.ts';

export interface Real {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** What a kernel may know beside its inputs. */
export interface Surroundings {
  /** What the caller feeds, and the variables before the effects. */
  feed(name: string): Real;
  /** Open lengths by their names. */
  lengths(shape: readonly Dimension[]): readonly number[];
}

export type Kernel<N extends OperationName> = (
  inputs: readonly Real[],
  attributes: Attributes[N],
  surroundings: Surroundings,
) => readonly Real[];

export const real = (
  shape: readonly number[],
  data: Float64Array = new Float64Array(sizeOf(shape)),
): Real => ({ shape, data });
export const realOf = ({ shape, data }: NdArray): Real => real(shape, Float64Array.from(data));
export const filled = (shape: readonly number[], value: (index: number) => number): Real =>
  real(
    shape,
    Float64Array.from({ length: sizeOf(shape) }, (_, index) => value(index)),
  );

/** Position of each axis for a place in the data. */
export function unravel(index: number, shape: readonly number[]): number[] {
  const position: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    position[axis] = index % shape[axis];
    index = Math.floor(index / shape[axis]);
  }
  return position;
}

export const ravel = (position: readonly number[], shape: readonly number[]): number =>
  position.reduce((index, at, axis) => index * shape[axis] + at, 0);

/** For each place of `to`, the place of `from` that is repeated there. */
export function repeated(from: readonly number[], to: readonly number[]): readonly number[] {
  const extra = to.length - from.length;
  return Array.from({ length: sizeOf(to) }, (_, index) => {
    const position = unravel(index, to).slice(extra);
    return ravel(
      position.map((at, axis) => (from[axis] === 1 ? 0 : at)),
      from,
    );
  });
}

/** Shape of several together, lengths of 1 repeated. */
export function together(shapes: readonly (readonly number[])[]): readonly number[] {
  const rank = Math.max(...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    const length = lengths.find((other) => other !== 1) ?? 1;
    if (lengths.some((other) => other !== 1 && other !== length))
      throw new Error(`Lengths do not go together: ${lengths.join(', ')}`);
    return length;
  });
}

/** Rows along the last axis. */
export const rowsOf = ({ shape, data }: Real): readonly Float64Array[] => {
  const length = shape[shape.length - 1];
  return Array.from({ length: data.length / length }, (_, row) =>
    data.subarray(row * length, (row + 1) * length),
  );
};
