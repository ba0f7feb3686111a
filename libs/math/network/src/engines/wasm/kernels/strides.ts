import { sizeOf } from '@millwright/tensors';

/** Steps in values along each axis of a row-major tensor. */
export const stridesOf = (shape: readonly number[]): number[] =>
  shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

/** Strides with which a tensor is read so that it repeats to `shape`. */
export function repeated(of: readonly number[], shape: readonly number[]): number[] {
  const own = stridesOf(of);
  const extra = shape.length - of.length;
  return shape.map((_, axis) => (axis < extra || of[axis - extra] === 1 ? 0 : own[axis - extra]));
}

/** A walk over a result in row-major order: lengths of its axes, and each operand's strides along them. */
export interface Walk {
  readonly lengths: readonly number[];
  /** By operand, then by axis. */
  readonly strides: readonly (readonly number[])[];
}

/** The same walk along as few axes as will do. */
export function collapsed({ lengths, strides }: Walk): Walk {
  const kept: { length: number; steps: number[] }[] = [];
  lengths.forEach((length, axis) => {
    if (length === 1) return;
    const steps = strides.map((operand) => operand[axis]);
    const before = kept.at(-1);
    if (before?.steps.every((step, operand) => step === steps[operand] * length))
      kept[kept.length - 1] = { length: before.length * length, steps };
    else kept.push({ length, steps });
  });
  return {
    lengths: kept.map(({ length }) => length),
    strides: strides.map((_, operand) => kept.map(({ steps }) => steps[operand])),
  };
}

/** Outer axes that a function of the binary can walk along; what is more becomes phases of their own. */
const outerAxes = 4;

/** A walk of rows as a function of the binary takes it. */
export interface RowWalk {
  readonly rows: number;
  /** Values of a row. */
  readonly length: number;
  /** Of each operand: where it begins [bytes from its address], its stride within a row, those of the outer axes. */
  readonly operands: readonly {
    readonly begin: number;
    readonly inner: number;
    readonly outer: readonly number[];
  }[];
  /** Lengths of the second to the last of four outer axes. */
  readonly outerLengths: readonly number[];
  /** Where the result begins [bytes from its address]. */
  readonly begin: number;
}

/** Walks of rows that together cover a walk. */
export function rowWalks(walk: Walk): readonly RowWalk[] {
  const { lengths, strides } = collapsed(walk);
  const outer = lengths.slice(0, -1);
  const unrolled = outer.slice(0, Math.max(0, outer.length - outerAxes));
  // Filled up behind: the binary takes a product instead of divisions where only the first axis is there.
  const padded = (values: readonly number[], filler: number): number[] => [
    ...values,
    ...Array.from({ length: outerAxes - values.length }, () => filler),
  ];
  const walked = padded(outer.slice(unrolled.length), 1);
  const length = lengths.at(-1) ?? 1;
  const rows = sizeOf(walked);
  return Array.from({ length: sizeOf(unrolled) }, (_, piece) => {
    const steps = stridesOf(unrolled);
    const index = unrolled.map((count, axis) => Math.floor(piece / steps[axis]) % count);
    return {
      rows,
      length,
      outerLengths: walked.slice(1),
      begin: piece * rows * length * 4,
      operands: strides.map((own) => ({
        begin: index.reduce((sum, at, axis) => sum + at * own[axis], 0) * 4,
        inner: own.at(-1) ?? 0,
        outer: padded(own.slice(unrolled.length, -1), 0),
      })),
    };
  });
}
