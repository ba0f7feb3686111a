import { sizeOf } from '@millwright/tensors';
import type { Phase, PlacedNode, WasmKernel } from '../../kernel.ts';
import { partsOf, slideArguments, slideOver } from './geometry.ts';
import { grainOf, sumOf } from './product.ts';

type Forward = 'depthwiseConv2d' | 'depthwiseConv2dBias';

function convolve({ attributes, inputs, outputs }: PlacedNode<Forward>): readonly Phase[] {
  const [x, filter, bias] = inputs;
  const slide = slideOver(x, attributes);
  const relu = 'activation' in attributes && attributes.activation === 'relu' ? 1 : 0;
  const sizes = slideArguments(slide, filter.shape.slice(-2));
  return [
    {
      call: 'depthwise',
      arguments: [x.at, filter.at, bias?.at ?? 0, outputs[0].at, ...sizes, relu],
      total: slide.batch * slide.output[0],
      grain: grainOf(slide.output[1] * sizeOf(filter.shape)),
    },
  ];
}

function toInput({ attributes, inputs, outputs }: PlacedNode<'depthwiseConv2dInput'>): readonly Phase[] {
  const [dy, filter] = inputs;
  const slide = slideOver(outputs[0], attributes);
  return [
    {
      call: 'depthwiseInput',
      arguments: [dy.at, filter.at, outputs[0].at, ...slideArguments(slide, filter.shape.slice(-2))],
      total: slide.batch,
      grain: grainOf(slide.output[0] * slide.output[1] * sizeOf(filter.shape)),
    },
  ];
}

type ToFilter = Omit<PlacedNode<'depthwiseConv2dFilter'>, 'workspace' | 'variable'>;

function filterParts({ attributes, inputs: [x], outputs: [dFilter] }: ToFilter) {
  const slide = slideOver(x, attributes);
  const values = sizeOf(dFilter.shape);
  return { slide, values, ...partsOf(slide.batch * slide.output[0], values) };
}

function toFilter(node: PlacedNode<'depthwiseConv2dFilter'>): readonly Phase[] {
  const { inputs, outputs, workspace } = node;
  const [x, dy] = inputs;
  const [dFilter] = outputs;
  const { slide, values, chunk, parts } = filterParts(node);
  const sizes = slideArguments(slide, dFilter.shape.slice(-2));
  return [
    {
      call: 'depthwiseFilter',
      arguments: [x.at, dy.at, workspace, slide.batch, ...sizes, chunk],
      total: parts,
      grain: grainOf(slide.output[1] * values * chunk),
    },
    sumOf(workspace, undefined, dFilter, { parts, columns: 1, relu: false }),
  ];
}

export const depthwiseKernels: {
  readonly [N in Forward | 'depthwiseConv2dInput' | 'depthwiseConv2dFilter']: WasmKernel<N>;
} = {
  depthwiseConv2d: { phases: convolve },
  depthwiseConv2dBias: { phases: convolve },
  depthwiseConv2dInput: { phases: toInput },
  depthwiseConv2dFilter: {
    workspace: (node) => {
      const { parts, values } = filterParts(node);
      return parts * values * 4;
    },
    phases: toFilter,
  },
};
