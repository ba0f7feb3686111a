import type { OperationName } from '../../graph/attributes.ts';
import type { Rows } from './case.ts';
import { elementwise } from './elementwise.ts';
import { layers } from './layers.ts';
import { matrices } from './matrices.ts';
import { moving, reductions } from './moving.ts';
import { state } from './state.ts';
import { windows } from './windows.ts';

/** Rows of the test of the engines, at least one for each operation. */
export const cases: { readonly [N in OperationName]: Rows } = {
  ...elementwise,
  ...layers,
  ...matrices,
  ...moving,
  ...reductions,
  ...state,
  ...windows,
};
