import { unary } from '../elementwise.ts';

/** ln(1 + eˣ); the sigmoid of x. */
export const softplus = unary('softplus', (dy, x, _y, { of }) => of('multiply', dy, of('sigmoid', x)));
