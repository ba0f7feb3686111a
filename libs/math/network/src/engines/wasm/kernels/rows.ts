import { sizeOf } from '@millwright/tensors';
import type { OperationName } from '../../../graph/attributes.ts';
import type { PlacedNode, WasmKernel } from '../kernel.ts';
import { byRows } from './phases.ts';

const overRows = (call: string) => ({
  phases: ({ inputs: [x], outputs: [y] }: Pick<PlacedNode<OperationName>, 'inputs' | 'outputs'>) => {
    const length = x.shape.at(-1) as number;
    return [byRows(call, [x.at, y.at, length], sizeOf(x.shape) / length, length)];
  },
});

export const rowKernels: { readonly [N in 'softmax' | 'logSoftmax' | 'uniform']: WasmKernel<N> } = {
  softmax: overRows('softmaxRows'),
  logSoftmax: overRows('logSoftmaxRows'),
  uniform: {
    phases: ({ attributes: { key }, inputs: [step], outputs: [y] }) => [
      byRows('uniformBlocks', [step.at, y.at, key], Math.ceil(sizeOf(y.shape) / 4), 16),
    ],
  },
};
