import { unary } from '../elementwise.ts';

/** eˣ; its own derivative. */
export const exp = unary('exp', (dy, _x, y, { of }) => of('multiply', dy, y));
