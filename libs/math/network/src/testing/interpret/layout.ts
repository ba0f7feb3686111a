import { sizeOf } from '@millwright/tensors';
import type { Attributes } from '../../graph/attributes.ts';
import { filled, ravel, real, repeated, rowsOf, unravel, type Kernel, type Real } from './real.ts';

/** Takes the values that fall together over the axes, two at a time. */
function reduce(
  x: Real,
  { axes, keepDimensions }: Attributes['sum'],
  start: number,
  take: (a: number, b: number) => number,
): Real {
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const y = filled(kept, () => start);
  repeated(kept, x.shape).forEach((to, from) => {
    y.data[to] = take(y.data[to], x.data[from]);
  });
  const shape = keepDimensions ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
  return real(shape, y.data);
}

/** y, each place filled from the place of x that `source` names. */
const moved = (x: Real, shape: readonly number[], source: (position: number[]) => readonly number[]): Real =>
  filled(shape, (index) => x.data[ravel(source(unravel(index, shape)), x.shape)]);

const add = (a: number, b: number): number => a + b;

type Names =
  | 'sum'
  | 'mean'
  | 'max'
  | 'broadcastTo'
  | 'reshape'
  | 'transpose'
  | 'concat'
  | 'slice'
  | 'sliceGradient'
  | 'reverse'
  | 'gather'
  | 'gatherGradient';

export const layout: { readonly [N in Names]: Kernel<N> } = {
  sum: ([x], attributes) => [reduce(x, attributes, 0, add)],
  mean: ([x], attributes) => {
    const total = reduce(x, attributes, 0, add);
    return [filled(total.shape, (i) => (total.data[i] * total.data.length) / x.data.length)];
  },
  max: ([x], attributes) => [reduce(x, attributes, -Infinity, Math.max)],
  broadcastTo: ([x], attributes, { lengths }) => {
    const shape = lengths(attributes.shape);
    const places = repeated(x.shape, shape);
    return [filled(shape, (i) => x.data[places[i]])];
  },
  reshape: ([x], attributes, { lengths }) => {
    const shape = lengths(attributes.shape);
    if (sizeOf(shape) !== x.data.length)
      throw new Error(`No ${x.data.length} values in [${shape.join(', ')}]`);
    return [real(shape, x.data)];
  },
  transpose: ([x], { permutation }) => [
    moved(
      x,
      permutation.map((axis) => x.shape[axis]),
      (position) => x.shape.map((_, axis) => position[permutation.indexOf(axis)]),
    ),
  ],
  concat: (inputs, { axis }) => {
    const parts = inputs.flatMap((input) =>
      Array.from({ length: input.shape[axis] }, (_, index) => ({ input, index })),
    );
    return [
      filled(inputs[0].shape.with(axis, parts.length), (i) => {
        const position = unravel(i, inputs[0].shape.with(axis, parts.length));
        const { input, index } = parts[position[axis]];
        return input.data[ravel(position.with(axis, index), input.shape)];
      }),
    ];
  },
  slice: ([x], { axis, begin, size }) => {
    const first = begin < 0 ? x.shape[axis] + begin : begin;
    const shape = x.shape.with(axis, size ?? x.shape[axis] - first);
    return [moved(x, shape, (position) => position.with(axis, position[axis] + first))];
  },
  sliceGradient: ([dy], { axis, begin, length }, { lengths }) => {
    const dx = real(lengths((dy.shape as readonly (number | string)[]).with(axis, length)));
    const first = begin < 0 ? dx.shape[axis] + begin : begin;
    dy.data.forEach((value, i) => {
      const position = unravel(i, dy.shape);
      dx.data[ravel(position.with(axis, position[axis] + first), dx.shape)] = value;
    });
    return [dx];
  },
  reverse: ([x], { axis }) => [
    moved(x, x.shape, (position) => position.with(axis, x.shape[axis] - 1 - position[axis])),
  ],
  gather: ([table, indices]) => {
    const rows = rowsOf(table);
    const drawn = [...indices.data].flatMap((index) => {
      if (!rows[index]) throw new Error(`No row ${index} in a table of ${rows.length}`);
      return [...rows[index]];
    });
    return [real([...indices.shape, table.shape[1]], Float64Array.from(drawn))];
  },
  gatherGradient: ([dy, indices], { rows }) => {
    const table = real([rows, dy.shape[dy.shape.length - 1]]);
    const targets = rowsOf(table);
    rowsOf(dy).forEach((row, i) => row.forEach((value, e) => (targets[indices.data[i]][e] += value)));
    return [table];
  },
};
