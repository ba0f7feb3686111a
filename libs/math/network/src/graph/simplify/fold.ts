import { ndArray, sizeOf, type NdArray } from '@millwright/tensors';
import type { OperationName } from '../attributes.ts';
import type { UnaryName } from '../elementwise.ts';
import type { Dimension, Value } from '../value.ts';

/** Constants are computed ahead only up to this size. */
const largestFolded = 4096;

export type ValueByValue =
  UnaryName | 'add' | 'subtract' | 'multiply' | 'divide' | 'maximum' | 'minimum' | 'greater' | 'select';

const computations: Readonly<Record<ValueByValue, (a: number, b: number, c: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  greater: (a, b) => Number(a > b),
  select: (condition, a, b) => (condition === 0 ? b : a),
  negate: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  abs: Math.abs,
  relu: (x) => Math.max(x, 0),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};

export const isValueByValue = (operation: OperationName): operation is ValueByValue =>
  operation in computations;

/** What a constant holds; null for any other value. */
export const constantOf = ({ node }: Value): NdArray | null =>
  node.operation === 'constant' ? node.attributes.array : null;

/** The number that a constant holds everywhere; null for any other value. */
export function onlyNumber(value: Value): number | null {
  const array = constantOf(value);
  if (!array || array.data.length === 0 || array.data.length > largestFolded) return null;
  return array.data.every((number) => number === array.data[0]) ? array.data[0] : null;
}

/** Steps through the data for each axis of the result, 0 where a length of 1 is repeated. */
function stepsOf(array: NdArray, rank: number): readonly number[] {
  const steps = new Array<number>(rank).fill(0);
  let step = 1;
  for (let axis = array.shape.length - 1; axis >= 0; axis--) {
    if (array.shape[axis] !== 1) steps[axis + rank - array.shape.length] = step;
    step *= array.shape[axis];
  }
  return steps;
}

/** The result of constants, or null where something is no constant or too large. */
export function folded(
  operation: ValueByValue,
  inputs: readonly Value[],
  shape: readonly Dimension[],
): NdArray<'float32'> | null {
  const arrays = inputs.map(constantOf).filter((array) => array !== null);
  const lengths = shape.filter((length) => typeof length === 'number');
  if (arrays.length < inputs.length || lengths.length < shape.length) return null;
  const size = sizeOf(lengths);
  if (size > largestFolded) return null;
  const steps = arrays.map((array) => stepsOf(array, lengths.length));
  const y = ndArray('float32', lengths);
  const position = new Array<number>(lengths.length).fill(0);
  for (let i = 0; i < size; i++) {
    const [a, b, c] = arrays.map(
      ({ data }, input) => data[position.reduce((place, at, axis) => place + at * steps[input][axis], 0)],
    );
    y.data[i] = computations[operation](a, b, c);
    for (let axis = lengths.length - 1; axis >= 0 && ++position[axis] === lengths[axis]; axis--)
      position[axis] = 0;
  }
  return y;
}
