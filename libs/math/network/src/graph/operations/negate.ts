import { unary } from '../elementwise.ts';

/** -x */
export const negate = unary('negate', (dy, _x, _y, { of }) => of('negate', dy));
