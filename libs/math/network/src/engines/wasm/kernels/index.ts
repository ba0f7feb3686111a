import { elementwiseKernels } from './elementwise.ts';
import { heavyKernels } from './heavy/index.ts';
import { movementKernels } from './movement.ts';
import { reductionKernels } from './reductions.ts';
import { rowKernels } from './rows.ts';
import type { WasmKernels } from './table.ts';

/** How each operation runs here; one that is missing does not compile. */
export const kernels: WasmKernels = {
  ...elementwiseKernels,
  ...movementKernels,
  ...reductionKernels,
  ...rowKernels,
  ...heavyKernels,
};
