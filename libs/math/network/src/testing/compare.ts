/// <reference types="jest" />
import type { NdArray } from '@millwright/tensors';

/** Largest difference of two arrays, relative to the largest value of the second (at least 1e-3). */
export function difference(actual: NdArray, expected: NdArray): number {
  expect(actual.shape).toEqual(expected.shape);
  let largest = 0;
  let scale = 1e-3;
  for (let i = 0; i < expected.data.length; i++) {
    largest = Math.max(largest, Math.abs(actual.data[i] - expected.data[i]));
    scale = Math.max(scale, Math.abs(expected.data[i]));
  }
  expect(Number.isFinite(largest)).toBe(true);
  return largest / scale;
}

/** Every array of `expected`, by name. */
export function expectAlike(
  actual: ReadonlyMap<string, NdArray>,
  expected: ReadonlyMap<string, NdArray>,
  tolerance: number,
): void {
  expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());
  const worst = [...expected].map(([name, array]): [string, number] => [
    name,
    difference(actual.get(name) as NdArray, array),
  ]);
  expect(worst.filter(([, value]) => value > tolerance)).toEqual([]);
}
