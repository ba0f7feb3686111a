import { AppError } from '@millwright/contracts';
import { sizeOf } from '@millwright/tensors';
import { windowGeometry, type Geometry } from './geometry.ts';
import type { CheckedLayer } from './layer.ts';

/** Shape without the batch: `[H, W, C]` or `[F]`. */
export type Shape = readonly number[];

const dimensions = ['height', 'width', 'channels'];

function expectRank(layer: CheckedLayer, shape: Shape, rank: number): void {
  if (shape.length === rank) return;
  const hint = rank === 1 ? ' (flatten first)' : '';
  throw new AppError('network.shape', {
    layer: layer.name,
    dimension: 'rank',
    expected: (rank === 3 ? '[height, width, channels]' : '[features]') + hint,
    received: `[${shape.join(', ')}]`,
  });
}

/** The sliding window of a convolution or pooling layer over an input `[H, W, C]`. */
export function geometryOf(layer: CheckedLayer, input: Shape): Geometry {
  const picture: [number, number] = [input[0], input[1]];
  switch (layer.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
      return windowGeometry(picture, layer.kernelSize, layer.strides, layer.padding);
    case 'maxPool2d':
    case 'averagePool2d':
      return windowGeometry(picture, layer.poolSize, layer.strides ?? layer.poolSize, layer.padding);
    default:
      throw new AppError('network.layer', { layer: layer.name, reason: 'it has no window' });
  }
}

function windowed(layer: CheckedLayer, input: Shape, channels: number): Shape {
  expectRank(layer, input, 3);
  const { kernel, output } = geometryOf(layer, input);
  output.forEach((length, axis) => {
    if (length < 1)
      throw new AppError('network.shape', {
        layer: layer.name,
        dimension: dimensions[axis],
        expected: `at least ${kernel[axis]}`,
        received: input[axis],
      });
  });
  return [...output, channels];
}

function equalInputs(layer: CheckedLayer, inputs: readonly Shape[], axes: (rank: number) => number): Shape {
  const [first, ...others] = inputs;
  for (const [index, other] of others.entries()) {
    if (other.length !== first.length) expectRank(layer, other, first.length);
    for (let axis = 0; axis < axes(first.length); axis++)
      if (other[axis] !== first[axis])
        throw new AppError('network.shape', {
          layer: layer.name,
          dimension: `${first.length === 3 ? dimensions[axis] : 'features'} of input ${layer.inputs[index + 1]}`,
          expected: first[axis],
          received: other[axis],
        });
  }
  return first;
}

/**
 * Shape of a layer's output.
 *
 * @throws AppError `network.shape` naming layer and dimension
 */
export function outputShape(layer: CheckedLayer, inputs: readonly Shape[]): Shape {
  const [input] = inputs;
  switch (layer.kind) {
    case 'conv2d':
      return windowed(layer, input, layer.filters);
    case 'depthwiseConv2d':
      return windowed(layer, input, input[2] * layer.depthMultiplier);
    case 'maxPool2d':
    case 'averagePool2d':
      return windowed(layer, input, input[2]);
    case 'dense':
      expectRank(layer, input, 1);
      return [layer.units];
    case 'globalAveragePool2d':
      expectRank(layer, input, 3);
      return [input[2]];
    case 'flatten':
      return [sizeOf(input)];
    case 'dropout':
    case 'batchNorm':
    case 'activation':
      return input;
    case 'add':
      return equalInputs(layer, inputs, (rank) => rank);
    case 'concat': {
      const first = equalInputs(layer, inputs, (rank) => rank - 1);
      const last = inputs.reduce((sum, shape) => sum + shape[shape.length - 1], 0);
      return [...first.slice(0, -1), last];
    }
  }
}
