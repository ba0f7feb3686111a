import type { Window } from '../../graph/attributes.ts';
import { at, forEachTap, outputOf } from './linear.ts';
import { filled, real, type Kernel, type Real } from './real.ts';

const pooledShape = ({ shape }: Real, window: Window): readonly number[] => [
  shape[0],
  ...outputOf(shape.slice(1, 3), window),
  shape[3],
];

/** Calls back for each value that a window sees: its place in x and in y, row by row of the window. */
function forEachSeen(
  x: readonly number[],
  y: readonly number[],
  window: Window,
  seen: (x: number, y: number) => void,
): void {
  forEachTap(x.slice(1, 3), window, (output, input) => {
    for (let b = 0; b < x[0]; b++)
      for (let c = 0; c < x[3]; c++) seen(at(x, b, input, c), at(y, b, output, c));
  });
}

/** How many values each window sees. */
function countsOf(x: readonly number[], y: readonly number[], window: Window): Float64Array {
  const counts = real(y).data;
  forEachSeen(x, y, window, (_, place) => {
    counts[place]++;
  });
  return counts;
}

export const pooling: {
  readonly [N in `${'max' | 'average'}Pool2d${'' | 'Gradient'}`]: Kernel<N>;
} = {
  maxPool2d: ([x], window) => {
    const y = filled(pooledShape(x, window), () => -Infinity);
    forEachSeen(x.shape, y.shape, window, (from, to) => {
      y.data[to] = Math.max(y.data[to], x.data[from]);
    });
    return [y];
  },
  maxPool2dGradient: ([dy, x, y], window) => {
    const dx = real(x.shape);
    const taken = new Set<number>();
    forEachSeen(x.shape, y.shape, window, (from, to) => {
      if (taken.has(to) || x.data[from] !== y.data[to]) return;
      taken.add(to);
      dx.data[from] += dy.data[to];
    });
    return [dx];
  },
  averagePool2d: ([x], window) => {
    const y = real(pooledShape(x, window));
    const counts = countsOf(x.shape, y.shape, window);
    forEachSeen(x.shape, y.shape, window, (from, to) => {
      y.data[to] += x.data[from] / counts[to];
    });
    return [y];
  },
  averagePool2dGradient: ([dy], attributes, { lengths }) => {
    const dx = real(lengths([dy.shape[0], ...attributes.input, dy.shape[3]]));
    const counts = countsOf(dx.shape, dy.shape, attributes);
    forEachSeen(dx.shape, dy.shape, attributes, (from, to) => {
      dx.data[from] += dy.data[to] / counts[to];
    });
    return [dx];
  },
};
