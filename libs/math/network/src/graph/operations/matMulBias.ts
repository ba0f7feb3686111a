import { expectFloat, expectRank, expectShapeOf } from '../checks.ts';
import { matMulType } from '../matrix.ts';
import type { Operation } from '../operation.ts';

/** a, b `[K, N]`, bias `[N]` */
export const matMulBias: Operation<'matMulBias'> = {
  infer: ([a, b, bias], attributes) => {
    expectRank('matMulBias', 'b', b, 2);
    const y = matMulType('matMulBias', a, b, attributes);
    expectFloat('matMulBias', [bias]);
    expectShapeOf('matMulBias', 'the bias', bias, y.shape.slice(-1));
    return [y];
  },
};
