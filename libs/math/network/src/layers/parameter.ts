import { ndArray, sizeOf, type NdArray, type Random } from '@millwright/tensors';
import type { Placed } from './settings.ts';

/** One array that belongs to a layer. */
export interface Parameter {
  /** `<layer>/<role>`, such as `conv2d_1/kernel`. */
  readonly name: string;
  readonly role: string;
  readonly shape: readonly number[];
  /** Changed by the optimiser; the running statistics of a batch norm are not. */
  readonly trained: boolean;
  /** Subject to weight decay. */
  readonly decays: boolean;
  initial(random: Random): NdArray<'float32'>;
}

type Start = (shape: readonly number[], random: Random) => NdArray<'float32'>;

function drawn(shape: readonly number[], next: () => number): NdArray<'float32'> {
  const array = ndArray('float32', shape);
  for (let i = 0; i < array.data.length; i++) array.data[i] = next();
  return array;
}

/** Uniform in ±limit. */
export const uniform =
  (limit: number): Start =>
  (shape, random) =>
    drawn(shape, () => limit * (2 * random.next() - 1));

/** Uniform in ±√(6 / (fanIn + fanOut)) (Glorot 2010). */
export const glorot = (fanIn: number, fanOut: number): Start => uniform(Math.sqrt(6 / (fanIn + fanOut)));

/** Uniform in ±√(6 / fanIn) (He 2015). */
export const he = (fanIn: number): Start => uniform(Math.sqrt(6 / fanIn));

export const filledWith =
  (value: number): Start =>
  (shape) =>
    ndArray('float32', shape, new Float32Array(sizeOf(shape)).fill(value));

/** Takes the parts of the earlier rows out of a row and brings it to length 1, in double precision. */
function normalise(rows: readonly Float64Array[], row: Float64Array): void {
  for (const earlier of rows) {
    let part = 0;
    for (let i = 0; i < row.length; i++) part += row[i] * earlier[i];
    for (let i = 0; i < row.length; i++) row[i] -= part * earlier[i];
  }
  const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  for (let i = 0; i < row.length; i++) row[i] /= length;
}

/**
 * `[U, G]`, U ≤ G, with rows of length 1 at right angles, as even over all of those as a QR decomposition of normal draws (Saxe 2014).
 * Gram and Schmidt do it here, twice over against rounding.
 */
export const orthogonal: Start = ([count, length], random) => {
  const rows: Float64Array[] = [];
  for (let at = 0; at < count; at++) {
    const row = Float64Array.from({ length }, () => random.normal());
    normalise(rows, row);
    normalise(rows, row);
    rows.push(row);
  }
  const array = ndArray('float32', [count, length]);
  rows.forEach((row, at) => array.data.set(row, at * length));
  return array;
};

interface ParameterSettings {
  readonly start: Start;
  /** Kernels decay, biases and scales do not. */
  readonly decays?: boolean;
  readonly trained?: boolean;
}

export const parameter = (
  layer: Placed,
  role: string,
  shape: readonly number[],
  { start, decays = false, trained = true }: ParameterSettings,
): Parameter => ({
  name: `${layer.name}/${role}`,
  role,
  shape,
  trained,
  decays,
  initial: (random) => start(shape, random),
});

/** Layers of the form activation(x ∘ kernel + bias). */
interface Weighted extends Placed {
  readonly activation: string;
  readonly useBias: boolean;
  readonly initialiser?: 'glorot' | 'he';
}

export function kernel(
  layer: Weighted,
  shape: readonly number[],
  fans: { readonly fanIn: number; readonly fanOut: number },
  role = 'kernel',
): Parameter {
  const relu = layer.initialiser === undefined && layer.activation === 'relu';
  const start = layer.initialiser === 'he' || relu ? he(fans.fanIn) : glorot(fans.fanIn, fans.fanOut);
  return parameter(layer, role, shape, { start, decays: true });
}

/** The bias of a layer, if it has one. */
export const bias = (layer: Weighted, units: number): readonly Parameter[] =>
  layer.useBias ? [parameter(layer, 'bias', [units], { start: filledWith(0) })] : [];
