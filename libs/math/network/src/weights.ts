import { AppError } from '@millwright/contracts';
import { expectShape, type NdArray } from '@millwright/tensors';
import type { VariableSpec } from './graph/value.ts';

const wrong = (expected: string, received: string): AppError =>
  new AppError('tensor.format', { file: 'weights', expected, received });

/**
 * That arrays are exactly those of a network, in their shapes.
 *
 * @throws AppError `tensor.format` where one is missing, unknown or no float32, `tensor.shape` where one has another shape
 */
export function checkArrays(
  arrays: ReadonlyMap<string, NdArray>,
  expected: readonly Pick<VariableSpec, 'name' | 'shape'>[],
): void {
  const known = new Set(expected.map(({ name }) => name));
  for (const name of arrays.keys()) if (!known.has(name)) throw wrong('weights of this network', name);
  for (const { name, shape } of expected) {
    const array = arrays.get(name);
    if (!array) throw wrong(name, 'nothing under this name');
    if (array.dtype !== 'float32') throw wrong(`${name} as float32`, array.dtype);
    expectShape(`weight ${name}`, array.shape, [...shape]);
  }
}
