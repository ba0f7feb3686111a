import { unary } from '../elementwise.ts';

/** |x|; the sign of x, 0 at 0. */
export const abs = unary('abs', (dy, x, _y, { of }) =>
  of('multiply', dy, of('subtract', of('greater', x, 0), of('greater', 0, x))),
);
