import { sizeOf } from '@millwright/tensors';
import type { Phase, Placed, WasmKernel } from '../kernel.ts';
import { byRows, flat } from './phases.ts';
import { collapsed, repeated, rowWalks, stridesOf, type Walk } from './strides.ts';

/** Lengths of the axes before and behind one, multiplied. */
const around = (shape: readonly number[], axis: number): [outer: number, inner: number] => [
  sizeOf(shape.slice(0, axis)),
  sizeOf(shape.slice(axis + 1)),
];

export const copied = (from: number, to: number, size: number): Phase => flat('copyFlat', [from, to], size);

/** Rows of `length` values from places so far apart to places so far apart [values]. */
function rowsCopied(
  [from, fromStep]: readonly [number, number],
  [to, toStep]: readonly [number, number],
  rows: number,
  length: number,
): Phase {
  if (rows === 1) return copied(from, to, length);
  return byRows('copyRows', [from, fromStep, to, toStep, length], rows, length);
}

function arranged(x: Placed, y: Placed, walk: Walk): readonly Phase[] {
  return rowWalks(walk).map(({ rows, length, operands: [operand], outerLengths, begin }) => {
    const [from, to] = [x.at + operand.begin, y.at + begin];
    if (rows === 1 && operand.inner === 1) return copied(from, to, length);
    const args = [from, to, length, operand.inner, ...outerLengths, ...operand.outer];
    return byRows('arrangeRows', args, rows, length);
  });
}

/** Matrices, one behind the other, to be turned: `[..., M, N]` → `[..., N, M]`; null where the walk is none of that. */
function turned({ lengths, strides: [strides] }: Walk): { matrices: number; m: number; n: number } | null {
  if (lengths.length < 2 || lengths.length > 3) return null;
  const [n, m] = lengths.slice(-2);
  const [nStep, mStep] = strides.slice(-2);
  if (nStep !== 1 || mStep !== n || (lengths.length === 3 && strides[0] !== m * n)) return null;
  return { matrices: lengths.length === 3 ? lengths[0] : 1, m, n };
}

const transpose: WasmKernel<'transpose'> = {
  phases: ({ attributes: { permutation }, inputs: [x], outputs: [y] }) => {
    const own = stridesOf(x.shape);
    const walk = collapsed({ lengths: y.shape, strides: [permutation.map((axis) => own[axis])] });
    const pattern = turned(walk);
    if (pattern === null) return arranged(x, y, walk);
    const { matrices, m, n } = pattern;
    return [byRows('turn', [x.at, y.at, m, n], matrices * Math.ceil(n / 16), m * 16)];
  },
};

const concat: WasmKernel<'concat'> = {
  phases: ({ attributes: { axis }, inputs, outputs: [y] }) => {
    const [outer, inner] = around(y.shape, axis);
    let before = 0;
    return inputs.map((x) => {
      const length = x.shape[axis] * inner;
      const to = y.at + before * 4;
      before += length;
      return rowsCopied([x.at, length], [to, y.shape[axis] * inner], outer, length);
    });
  },
};

const fromStart = (begin: number, length: number): number => (begin < 0 ? begin + length : begin);

const slice: WasmKernel<'slice'> = {
  phases: ({ attributes: { axis, begin }, inputs: [x], outputs: [y] }) => {
    const [outer, inner] = around(x.shape, axis);
    const from = x.at + fromStart(begin, x.shape[axis]) * inner * 4;
    const length = y.shape[axis] * inner;
    return [rowsCopied([from, x.shape[axis] * inner], [y.at, length], outer, length)];
  },
};

const sliceGradient: WasmKernel<'sliceGradient'> = {
  phases: ({ attributes: { axis, begin }, inputs: [dy], outputs: [dx] }) => {
    const [outer, inner] = around(dx.shape, axis);
    const before = fromStart(begin, dx.shape[axis]) * inner;
    const whole = dx.shape[axis] * inner;
    return [byRows('padRows', [dy.at, dy.shape[axis] * inner, dx.at, before, whole], outer, whole)];
  },
};

const reverse: WasmKernel<'reverse'> = {
  phases: ({ attributes: { axis }, inputs: [x], outputs: [y] }) => {
    const [outer, inner] = around(x.shape, axis);
    const length = x.shape[axis];
    return [byRows('reverseRows', [x.at, y.at, length, inner], outer, length * inner)];
  },
};

const gather: WasmKernel<'gather'> = {
  phases: ({ inputs: [table, indices], outputs: [y] }) => {
    const [rows, width] = table.shape;
    return [byRows('gatherRows', [table.at, rows, width, indices.at, y.at], sizeOf(indices.shape), width)];
  },
};

const gatherGradient: WasmKernel<'gatherGradient'> = {
  phases: ({ inputs: [dy, indices], outputs: [dTable] }) => {
    const [rows, width] = dTable.shape;
    const args = [dy.at, sizeOf(indices.shape), width, indices.at, dTable.at];
    return [byRows('gatherGradientRows', args, rows, width)];
  },
};

export const movementKernels = {
  /** Where it is more than another name for the same values: see `plan/aliases.ts`. */
  reshape: { phases: ({ inputs: [x], outputs: [y] }) => [copied(x.at, y.at, sizeOf(y.shape))] },
  broadcastTo: {
    phases: ({ inputs: [x], outputs: [y] }) =>
      arranged(x, y, { lengths: y.shape, strides: [repeated(x.shape, y.shape)] }),
  },
  transpose,
  concat,
  slice,
  sliceGradient,
  reverse,
  gather,
  gatherGradient,
  assign: {
    phases: ({ attributes: { variable }, inputs: [x], variable: placeOf }) => [
      copied(x.at, placeOf(variable).at, sizeOf(x.shape)),
    ],
  },
} satisfies {
  readonly reshape: WasmKernel<'reshape'>;
  readonly broadcastTo: WasmKernel<'broadcastTo'>;
  readonly assign: WasmKernel<'assign'>;
  readonly [name: string]: unknown;
};
