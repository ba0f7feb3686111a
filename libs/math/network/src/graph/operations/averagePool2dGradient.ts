import { expectFloat, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';
import { expectUpstream } from '../window.ts';

/** dy → dx */
export const averagePool2dGradient: Operation<'averagePool2dGradient'> = {
  infer: ([dy], attributes) => {
    expectFloat('averagePool2dGradient', [dy]);
    expectUpstream('averagePool2dGradient', dy, attributes.input, attributes, null);
    return [shaped([dy.shape[0], ...attributes.input, dy.shape[3]])];
  },
};
