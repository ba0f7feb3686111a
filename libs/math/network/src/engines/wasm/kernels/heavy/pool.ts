import type { Window } from '../../../../graph/attributes.ts';
import type { Phase, Placed, WasmKernel } from '../../kernel.ts';
import { byRows } from '../phases.ts';
import { slideArguments, slideOver } from './geometry.ts';

type Pool = 'maxPool2d' | 'maxPool2dGradient' | 'averagePool2d' | 'averagePool2dGradient';

function pool(x: Placed, y: Placed, window: Window, isMean: number): readonly Phase[] {
  const slide = slideOver(x, window);
  const channels = x.shape[3];
  const args = [x.at, y.at, isMean, ...slideArguments(slide, [channels])];
  const [height, width] = slide.output;
  return [byRows('pool2d', args, slide.batch * height, width * channels)];
}

/** A picture at a time: windows that overlap give to the same places. */
function back(dy: Placed, [x, y, dx]: readonly Placed[], window: Window, isMean: number): readonly Phase[] {
  const slide = slideOver(dx, window);
  const channels = dx.shape[3];
  const args = [dy.at, x.at, y.at, dx.at, isMean, ...slideArguments(slide, [channels])];
  return [byRows('pool2dGradient', args, slide.batch, slide.input[0] * slide.input[1] * channels)];
}

export const poolKernels: { readonly [N in Pool]: WasmKernel<N> } = {
  maxPool2d: { phases: ({ attributes, inputs: [x], outputs: [y] }) => pool(x, y, attributes, 0) },
  maxPool2dGradient: {
    phases: ({ attributes, inputs: [dy, x, y], outputs: [dx] }) => back(dy, [x, y, dx], attributes, 0),
  },
  averagePool2d: { phases: ({ attributes, inputs: [x], outputs: [y] }) => pool(x, y, attributes, 1) },
  averagePool2dGradient: {
    phases: ({ attributes, inputs: [dy], outputs: [dx] }) => back(dy, [dx, dx, dx], attributes, 1),
  },
};
