import type { Cell, OperationName } from './attributes.ts';
import { expectFloat, expectRank, expectShapeOf, knownLength } from './checks.ts';
import type { TensorType } from './value.ts';

/** Gates of each cell. */
export const gateCounts: Readonly<Record<Cell, number>> = { simple: 1, lstm: 4, gru: 3 };

/** Checks x, kernel, recurrent, bias and maybe mask; gives U. */
export function recurrentUnits(operation: OperationName, cell: Cell, inputs: readonly TensorType[]): number {
  expectFloat(operation, inputs);
  const [x, kernel, recurrent, bias, mask] = inputs;
  expectRank(operation, 'x', x, 3);
  expectRank(operation, 'the recurrent kernel', recurrent, 2);
  const units = knownLength(operation, 'units', recurrent.shape[0]);
  const gates = gateCounts[cell] * units;
  expectShapeOf(operation, 'the kernel', kernel, [x.shape[2], gates]);
  expectShapeOf(operation, 'the recurrent kernel', recurrent, [units, gates]);
  expectShapeOf(operation, 'the bias', bias, cell === 'gru' ? [2, gates] : [gates]);
  if (mask) expectShapeOf(operation, 'the mask', mask, x.shape.slice(0, 2));
  return units;
}
