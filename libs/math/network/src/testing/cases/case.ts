import { ndArray, seeded, sizeOf, type NdArray, type Random } from '@millwright/tensors';
import { input, variable } from '../../graph/build.ts';
import { gradients } from '../../graph/differentiate.ts';
import type { AnyNode, Dimension, Module, TensorType, Value } from '../../graph/value.ts';

/** How the values of an argument are drawn. */
type Draw = (random: Random) => number;

/** What goes into a row: fed by the caller, or a variable written before. */
export interface Argument extends TensorType {
  readonly place: 'input' | 'variable';
  /** Whether the gradient program gives one for it. */
  readonly differentiated: boolean;
  readonly draw: Draw;
}

/** A row of the test of the engines: one use of an operation. */
export interface Case {
  /** What is special about this use. */
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** Values to compare, and what to do to the variables afterwards. */
  readonly compute: (values: readonly Value[]) => { outputs: readonly Value[]; effects?: readonly AnyNode[] };
}

export type Rows = readonly Case[];

/** What open lengths are in the first and in the second run of a row. */
export const openLengths: readonly Readonly<Record<string, number>>[] = [
  { batch: 3, time: 5 },
  { batch: 2, time: 4 },
];

export const lengthsOf = (shape: readonly Dimension[], open: Readonly<Record<string, number>>): number[] =>
  shape.map((length) => (typeof length === 'number' ? length : open[length]));

const between = (random: Random, low: number, high: number): number => low + random.next() * (high - low);

/** Values on both sides of 0, none of them so near to it that a function with a bend there could not be measured. */
const around: Draw = (random) => between(random, 0.05, 1.5) * (random.next() < 0.5 ? -1 : 1);
const make =
  (draw: Draw, more: Partial<Argument>) =>
  (...shape: readonly Dimension[]): Argument => ({
    shape,
    dtype: 'float32',
    place: 'input',
    differentiated: true,
    draw,
    ...more,
  });

/** 0.05 to 1.5 from 0, either sign */
export const floats = make(around, {});
/** The same, as a variable. */
export const weights = make(around, { place: 'variable' });
/** What the caller feeds without asking for its gradient. */
export const data = make(around, { differentiated: false });
/** 0.5 to 2 */
export const positives = make((random) => between(random, 0.5, 2), {});
export const positiveWeights = make((random) => between(random, 0.5, 2), { place: 'variable' });
/** -90 to 90: where a formula written carelessly overflows. */
export const wide = make((random) => between(random, -90, 90), { differentiated: false });
/** -2 to 2 in steps of 1: many are equal. */
export const ties = make((random) => Math.floor(random.next() * 5) - 2, { differentiated: false });
/** 0 or 1 */
export const masks = make((random) => (random.next() < 0.35 ? 0 : 1), { differentiated: false });
/** int32, 0 to `rows` - 1 */
export const indices = (rows: number, ...shape: readonly Dimension[]): Argument => ({
  ...make((random) => Math.floor(random.next() * rows), { differentiated: false })(...shape),
  dtype: 'int32',
});

/** The same argument without a gradient. */
export const still = (argument: Argument): Argument => ({ ...argument, differentiated: false });

/** A row that computes one value. */
export const row = (
  name: string,
  args: readonly Argument[],
  compute: (...values: Value[]) => Value | readonly Value[],
): Case => ({
  name,
  arguments: args,
  compute: (values) => {
    const outputs = compute(...values);
    return { outputs: 'node' in outputs ? [outputs] : outputs };
  },
});

const nameOf = (index: number): string => `a${index}`;
/** Name of the input that holds what flows back into an output. */
const seedOf = (index: number): string => `seed${index}`;

/** A row as programs: `forward`, and `gradient` where anything of it is differentiated. */
export function moduleOf({ arguments: args, compute }: Case): Module {
  const values = args.map(({ place, shape, dtype }, index) =>
    place === 'input'
      ? input(nameOf(index), { shape, dtype })
      : variable({ name: nameOf(index), shape: shape as readonly number[] }),
  );
  const variables = args.flatMap(({ place, shape }, index) =>
    place === 'variable' ? [{ name: nameOf(index), shape: shape as readonly number[] }] : [],
  );
  const { outputs, effects = [] } = compute(values);
  const named = Object.fromEntries(outputs.map((value, index) => [`y${index}`, value]));
  const forward = { outputs: named, effects };
  const wanted = args.flatMap(({ differentiated }, index) => (differentiated ? [index] : []));
  if (wanted.length === 0 || outputs.length === 0) return { variables, programs: { forward } };
  const seeded = outputs.map((value, index) => ({ value, seed: input(seedOf(index), value) }));
  const back = gradients(
    seeded,
    wanted.map((index) => values[index]),
  );
  const gradient = {
    outputs: Object.fromEntries(wanted.map((index, at) => [nameOf(index), back[at]])),
    effects: [],
  };
  return { variables, programs: { forward, gradient } };
}

/** What a row is fed in one run. */
export interface Feed {
  readonly inputs: Map<string, NdArray>;
  readonly variables: Map<string, NdArray<'float32'>>;
}

function drawn(
  { shape, dtype, draw }: Argument,
  open: Readonly<Record<string, number>>,
  random: Random,
): NdArray {
  const lengths = lengthsOf(shape, open);
  const values = Array.from({ length: sizeOf(lengths) }, () => draw(random));
  return dtype === 'int32'
    ? ndArray('int32', lengths, Int32Array.from(values))
    : ndArray('float32', lengths, Float32Array.from(values));
}

/** @param run - 0 or 1: its open lengths, and values of its own */
export function feedOf(one: Case, module: Module, run: number): Feed {
  const random = seeded(run).fork(one.name);
  const feed: Feed = { inputs: new Map(), variables: new Map() };
  one.arguments.forEach((argument, index) => {
    const array = drawn(argument, openLengths[run], random);
    if (argument.place === 'input') feed.inputs.set(nameOf(index), array);
    else feed.variables.set(nameOf(index), array as NdArray<'float32'>);
  });
  if (module.programs.gradient)
    Object.values(module.programs.forward.outputs).forEach((value, index) =>
      feed.inputs.set(seedOf(index), drawn({ ...floats(...value.shape) }, openLengths[run], random)),
    );
  return feed;
}
