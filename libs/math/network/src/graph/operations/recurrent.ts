import { shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';
import { recurrentUnits } from '../recurrence.ts';

/** x `[B, T, F]`, kernel, recurrent, bias, mask? → states `[B, T, U]`, what the engine keeps for the gradient. */
export const recurrent: Operation<'recurrent'> = {
  infer: (types, { cell }) => {
    const [batch, time] = types[0].shape;
    const units = recurrentUnits('recurrent', cell, types);
    return [shaped([batch, time, units]), shaped([batch, time, 'kept'])];
  },
  gradient: ({ node, outputs, upstream: [dStates] }, apply) => {
    const { inputs, attributes } = node;
    const masked = inputs.length > 4;
    if (!dStates) return inputs.map(() => null);
    const gradients = apply('recurrentGradient', [dStates, ...inputs, ...outputs], { ...attributes, masked });
    return masked ? [...gradients, null] : gradients;
  },
};
