import { ndArray, sizeOf, type NdArray, type Random } from '@millwright/tensors';
import type { CheckedLayer } from './layer.ts';
import { shapesOf, type Network } from './network.ts';
import type { Shape } from './shapes.ts';

/** One array that belongs to a layer. */
export interface Parameter {
  /** `<layer>/<role>`, such as `conv2d_1/kernel`. */
  readonly name: string;
  readonly role: 'kernel' | 'bias' | 'gamma' | 'beta' | 'mean' | 'variance';
  readonly shape: Shape;
  /** Changed by the optimiser; the running statistics of a batch norm are not. */
  readonly trained: boolean;
  /** Subject to weight decay. */
  readonly decays: boolean;
  initial(random: Random): NdArray<'float32'>;
}

/** Uniform in ±√(6 / (fanIn + fanOut)) (Glorot 2010) or ±√(6 / fanIn) (He 2015). */
function uniform(shape: Shape, fanIn: number, fanOut: number | null, random: Random): NdArray<'float32'> {
  const limit = Math.sqrt(6 / (fanOut === null ? fanIn : fanIn + fanOut));
  const array = ndArray('float32', shape);
  for (let i = 0; i < array.data.length; i++) array.data[i] = limit * (2 * random.next() - 1);
  return array;
}

const filled = (shape: Shape, value: number): NdArray<'float32'> =>
  ndArray('float32', shape, new Float32Array(sizeOf(shape)).fill(value));

type Weighted = Extract<CheckedLayer, { useBias: boolean }>;

function kernelShape(layer: Weighted, input: Shape): { shape: Shape; fanIn: number; fanOut: number } {
  if (layer.kind === 'dense') return { shape: [input[0], layer.units], fanIn: input[0], fanOut: layer.units };
  const area = layer.kernelSize[0] * layer.kernelSize[1];
  const out = layer.kind === 'conv2d' ? layer.filters : layer.depthMultiplier;
  const shape = [...layer.kernelSize, input[2], out];
  return layer.kind === 'conv2d'
    ? { shape, fanIn: area * input[2], fanOut: area * out }
    : { shape, fanIn: area, fanOut: area * out };
}

function weighted(layer: Weighted, input: Shape): Parameter[] {
  const { shape, fanIn, fanOut } = kernelShape(layer, input);
  const he = layer.initialiser === 'he' || (layer.initialiser === undefined && layer.activation === 'relu');
  const units = layer.kind === 'depthwiseConv2d' ? shape[2] * shape[3] : shape[shape.length - 1];
  const kernel: Parameter = {
    name: `${layer.name}/kernel`,
    role: 'kernel',
    shape,
    trained: true,
    decays: true,
    initial: (random) => uniform(shape, fanIn, he ? null : fanOut, random),
  };
  return layer.useBias ? [kernel, constant(layer, 'bias', [units], 0, true)] : [kernel];
}

function constant(
  layer: CheckedLayer,
  role: Exclude<Parameter['role'], 'kernel'>,
  shape: Shape,
  value: number,
  trained: boolean,
): Parameter {
  const initial = (): NdArray<'float32'> => filled(shape, value);
  return { name: `${layer.name}/${role}`, role, shape, trained, decays: false, initial };
}

/** The arrays of a layer, given the shape of its input. */
export function layerParameters(layer: CheckedLayer, input: Shape): Parameter[] {
  switch (layer.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'dense':
      return weighted(layer, input);
    case 'batchNorm': {
      const channels = [input[input.length - 1]];
      return [
        constant(layer, 'gamma', channels, 1, true),
        constant(layer, 'beta', channels, 0, true),
        constant(layer, 'mean', channels, 0, false),
        constant(layer, 'variance', channels, 1, false),
      ];
    }
    default:
      return [];
  }
}

/** All arrays of a network, in the order of its layers. */
export function parametersOf(network: Network): Parameter[] {
  const shapes = shapesOf(network);
  return network.layers.flatMap((layer) => layerParameters(layer, shapes.get(layer.inputs[0]) as Shape));
}

/** Number of trained weights. */
export const weightCount = (network: Network): number =>
  parametersOf(network).reduce((sum, { trained, shape }) => sum + (trained ? sizeOf(shape) : 0), 0);
