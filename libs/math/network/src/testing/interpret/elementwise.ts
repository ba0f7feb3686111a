import type { UnaryName } from '../../graph/elementwise.ts';
import { filled, repeated, together, type Kernel, type Real } from './real.ts';

const each =
  (value: (...numbers: number[]) => number) =>
  (inputs: readonly Real[]): readonly Real[] => {
    const shape = together(inputs.map((input) => input.shape));
    const places = inputs.map((input) => repeated(input.shape, shape));
    return [filled(shape, (i) => value(...inputs.map(({ data }, input) => data[places[input][i]])))];
  };

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

type Names = UnaryName | 'add' | 'subtract' | 'multiply' | 'divide' | 'maximum' | 'minimum';

export const elementwise: {
  readonly [N in Names | 'greater' | 'select' | 'toFloat' | 'reluGradient']: Kernel<N>;
} = {
  add: each((a, b) => a + b),
  subtract: each((a, b) => a - b),
  multiply: each((a, b) => a * b),
  divide: each((a, b) => a / b),
  maximum: each((a, b) => Math.max(a, b)),
  minimum: each((a, b) => Math.min(a, b)),
  greater: each((a, b) => (a > b ? 1 : 0)),
  select: each((condition, a, b) => (condition !== 0 ? a : b)),
  negate: each((x) => -x),
  exp: each(Math.exp),
  log: each(Math.log),
  sqrt: each(Math.sqrt),
  square: each((x) => x * x),
  abs: each(Math.abs),
  relu: each((x) => Math.max(x, 0)),
  sigmoid: each(sigmoid),
  tanh: each(Math.tanh),
  softplus: each((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  toFloat: each((x) => x),
  reluGradient: each((dy, y) => (y > 0 ? dy : 0)),
};
