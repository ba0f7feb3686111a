import { unary } from '../elementwise.ts';

/** max(x, 0); passes dy on where y > 0. */
export const relu = unary('relu', (dy, _x, y, { of }) => of('reluGradient', dy, y));
