import { sizeOf } from '@millwright/tensors';
import type { Phase, Placed, PlacedNode, WasmKernel } from '../../kernel.ts';
import { byRows } from '../phases.ts';

/** Rows of a part: sums go by parts that do not depend on the number of threads. */
function sizesOf({ shape }: Placed) {
  const channels = shape[shape.length - 1];
  const rows = sizeOf(shape) / Math.max(1, channels);
  const chunk = Math.max(64, Math.ceil(rows / 64));
  return { rows, channels, chunk, parts: Math.ceil(rows / chunk) };
}

const bytesOf = (x: Placed): number => {
  const { parts, channels } = sizesOf(x);
  return parts * 2 * channels * 4;
};

/** Work on channels, little of it. */
const alone = (call: string, args: readonly number[]): Phase => ({
  call,
  arguments: args,
  total: 1,
  grain: 1,
});

function forward({ attributes, inputs, outputs, workspace }: PlacedNode<'batchNorm'>): readonly Phase[] {
  const { rows, channels, chunk, parts } = sizesOf(inputs[0]);
  const [x, scale, offset] = inputs.map(({ at }) => at);
  const [y, mean, variance] = outputs.map(({ at }) => at);
  const { epsilon } = attributes;
  return [
    byRows('batchNormParts', [x, workspace, rows, channels, chunk], parts, chunk * channels),
    alone('batchNormMoments', [workspace, mean, variance, rows, channels, chunk]),
    byRows('batchNormApply', [x, scale, offset, mean, variance, y, channels, epsilon], rows, channels),
  ];
}

function backward(node: PlacedNode<'batchNormGradient'>): readonly Phase[] {
  const { attributes, inputs, outputs, workspace } = node;
  const { rows, channels, chunk, parts } = sizesOf(inputs[0]);
  const [dy, x, scale, mean, variance] = inputs.map(({ at }) => at);
  const [dx, dScale, dOffset] = outputs.map(({ at }) => at);
  const { epsilon } = attributes;
  const sums = [workspace, variance, dScale, dOffset, parts, channels, epsilon];
  const given = [dy, x, scale, mean, variance, dScale, dOffset, dx, rows, channels, epsilon];
  return [
    byRows(
      'batchNormGradientParts',
      [dy, x, mean, workspace, rows, channels, chunk],
      parts,
      chunk * channels,
    ),
    alone('batchNormGradientSums', sums),
    byRows('batchNormGradientApply', given, rows, channels),
  ];
}

export const normaliseKernels: { readonly [N in 'batchNorm' | 'batchNormGradient']: WasmKernel<N> } = {
  batchNorm: { workspace: ({ inputs: [x] }) => bytesOf(x), phases: forward },
  batchNormGradient: { workspace: ({ inputs: [dy] }) => bytesOf(dy), phases: backward },
};
