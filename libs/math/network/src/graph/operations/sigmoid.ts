import { unary } from '../elementwise.ts';

/** 1 / (1 + e⁻ˣ); y (1 - y). */
export const sigmoid = unary('sigmoid', (dy, _x, y, { of }) =>
  of('multiply', of('multiply', dy, y), of('subtract', 1, y)),
);
