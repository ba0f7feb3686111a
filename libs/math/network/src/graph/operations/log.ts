import { unary } from '../elementwise.ts';

/** ln x; 1 / x. */
export const log = unary('log', (dy, x, _y, { of }) => of('divide', dy, x));
