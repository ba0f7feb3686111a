import { unary } from '../elementwise.ts';

/** √x; 1 / (2 √x). */
export const sqrt = unary('sqrt', (dy, _x, y, { of }) => of('multiply', of('divide', dy, y), 0.5));
