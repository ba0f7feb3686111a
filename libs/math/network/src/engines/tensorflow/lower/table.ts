import type { OperationName } from '../../../graph/attributes.ts';
import type { Lowering } from '../scope.ts';
import * as elementwise from './arithmetic.ts';
import * as effects from './effects.ts';
import * as layout from './layout.ts';
import * as matrix from './matrix.ts';
import * as norms from './norms.ts';
import * as recurrence from './recurrent.ts';
import * as sources from './sources.ts';
import * as windows from './windows.ts';

/** Every operation as nodes of TensorFlow. */
export const lowerings: { readonly [N in OperationName]: Lowering<N> } = {
  ...elementwise,
  ...effects,
  ...layout,
  ...matrix,
  ...norms,
  ...recurrence,
  ...sources,
  ...windows,
};
