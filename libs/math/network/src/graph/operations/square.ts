import { unary } from '../elementwise.ts';

/** x²; 2 x. */
export const square = unary('square', (dy, x, _y, { of }) => of('multiply', of('multiply', dy, x), 2));
