import { expectFloat, expectShapeOf, shaped } from '../checks.ts';
import type { Operation } from '../operation.ts';
import { recurrentUnits } from '../recurrence.ts';

/** dStates, x, kernel, recurrent, bias, mask?, states, kept → dx, dKernel, dRecurrent, dBias */
export const recurrentGradient: Operation<'recurrentGradient'> = {
  infer: ([dStates, ...types], { cell, masked }) => {
    const inputs = types.slice(0, masked ? 5 : 4);
    const [batch, time] = inputs[0].shape;
    const states = [batch, time, recurrentUnits('recurrentGradient', cell, inputs)];
    expectFloat('recurrentGradient', [dStates]);
    expectShapeOf('recurrentGradient', 'the gradient of the states', dStates, states);
    expectShapeOf('recurrentGradient', 'the states', types[inputs.length], states);
    return inputs.slice(0, 4).map(({ shape }) => shaped(shape));
  },
};
