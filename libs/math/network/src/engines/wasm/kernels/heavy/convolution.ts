import { sizeOf } from '@millwright/tensors';
import type { Phase, PlacedNode, WasmKernel } from '../../kernel.ts';
import { partsOf, slideArguments, slideOver, type Slide } from './geometry.ts';
import { grainOf, sumOf } from './product.ts';
import {
  isWinograd,
  winogradBytes,
  winogradGradientBytes,
  winogradGradientPhases,
  winogradPhases,
} from './winograd.ts';

type Forward = 'conv2d' | 'conv2dBias';
type Unplaced<N extends Forward | 'conv2dInput' | 'conv2dFilter'> = Omit<
  PlacedNode<N>,
  'workspace' | 'variable'
>;

function convolve(node: PlacedNode<Forward>): readonly Phase[] {
  const { attributes, inputs, outputs, workspace } = node;
  const [x, filter, bias] = inputs;
  const [channels, filters] = filter.shape.slice(-2);
  const slide = slideOver(x, attributes);
  const relu = 'activation' in attributes && attributes.activation === 'relu';
  const biasAt = bias?.at ?? 0;
  const y = outputs[0].at;
  if (isWinograd(slide, channels, filters)) {
    const at = { x: x.at, filter: filter.at, bias: biasAt, y, channels, filters, relu, turned: false };
    return winogradPhases(slide, { ...at, workspace });
  }
  const sizes = slideArguments(slide, [channels, filters]);
  return [
    {
      call: 'conv2d',
      arguments: [x.at, filter.at, biasAt, y, ...sizes, relu ? 1 : 0],
      total: slide.batch * slide.output[0],
      grain: grainOf(slide.output[1] * sizeOf(filter.shape)),
    },
  ];
}

function convolveBytes({ attributes, inputs: [x, filter] }: Unplaced<Forward>): number {
  const [channels, filters] = filter.shape.slice(-2);
  return isWinograd(slideOver(x, attributes), channels, filters) ? winogradBytes(channels, filters) : 0;
}

/** Without strides dx is a convolution of dy: its window over dy. */
function turned({ batch, input, output, kernel, strides, before }: Slide): Slide {
  return {
    batch,
    input: output,
    output: input,
    kernel,
    strides,
    before: [kernel[0] - 1 - before[0], kernel[1] - 1 - before[1]],
  };
}

function toInput(node: PlacedNode<'conv2dInput'>): readonly Phase[] {
  const { attributes, inputs, outputs, workspace } = node;
  const [dy, filter] = inputs;
  const [dx] = outputs;
  const [channels, filters] = filter.shape.slice(-2);
  const slide = slideOver(dx, attributes);
  const back = turned(slide);
  if (isWinograd(back, filters, channels)) {
    const at = { x: dy.at, filter: filter.at, bias: 0, y: dx.at, channels: filters, filters: channels };
    return winogradPhases(back, { ...at, relu: false, turned: true, workspace });
  }
  return [
    {
      call: 'conv2dInput',
      arguments: [dy.at, filter.at, dx.at, ...slideArguments(slide, [channels, filters])],
      total: slide.batch,
      grain: grainOf(slide.output[0] * slide.output[1] * sizeOf(filter.shape)),
    },
  ];
}

function toInputBytes({ attributes, inputs: [, filter], outputs: [dx] }: Unplaced<'conv2dInput'>): number {
  const [channels, filters] = filter.shape.slice(-2);
  const back = turned(slideOver(dx, attributes));
  return isWinograd(back, filters, channels) ? winogradBytes(filters, channels) : 0;
}

function toFilter(node: PlacedNode<'conv2dFilter'>): readonly Phase[] {
  const { attributes, inputs, outputs, workspace } = node;
  const [x, dy] = inputs;
  const [dFilter] = outputs;
  const [channels, filters] = dFilter.shape.slice(-2);
  const slide = slideOver(x, attributes);
  if (isWinograd(slide, channels, filters)) return winogradGradientPhases(slide, [x, dy], dFilter, workspace);
  const values = sizeOf(dFilter.shape);
  const { chunk, parts } = partsOf(slide.batch * slide.output[0], values);
  const sizes = slideArguments(slide, [channels, filters]);
  return [
    {
      call: 'conv2dFilter',
      arguments: [x.at, dy.at, workspace, slide.batch, ...sizes, chunk],
      total: parts,
      grain: grainOf(slide.output[1] * values * chunk),
    },
    sumOf(workspace, undefined, dFilter, { parts, columns: filters, relu: false }),
  ];
}

function toFilterBytes({ attributes, inputs: [x], outputs: [dFilter] }: Unplaced<'conv2dFilter'>): number {
  const [channels, filters] = dFilter.shape.slice(-2);
  const slide = slideOver(x, attributes);
  if (isWinograd(slide, channels, filters)) return winogradGradientBytes(slide, channels, filters);
  const values = sizeOf(dFilter.shape);
  return partsOf(slide.batch * slide.output[0], values).parts * values * 4;
}

export const convolutionKernels: {
  readonly [N in Forward | 'conv2dInput' | 'conv2dFilter']: WasmKernel<N>;
} = {
  conv2d: { workspace: convolveBytes, phases: convolve },
  conv2dBias: { workspace: convolveBytes, phases: convolve },
  conv2dInput: { workspace: toInputBytes, phases: toInput },
  conv2dFilter: { workspace: toFilterBytes, phases: toFilter },
};
