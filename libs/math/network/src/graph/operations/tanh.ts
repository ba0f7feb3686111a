import { unary } from '../elementwise.ts';

/** tanh x; 1 - y². */
export const tanh = unary('tanh', (dy, _x, y, { of }) =>
  of('multiply', dy, of('subtract', 1, of('square', y))),
);
