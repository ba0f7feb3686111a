import { windowGeometry } from '../../../../definition/geometry.ts';
import type { Window } from '../../../../graph/attributes.ts';
import type { Placed } from '../../kernel.ts';

/** A window over pictures, all lengths known. */
export interface Slide {
  readonly batch: number;
  /** Height and width. */
  readonly input: readonly [number, number];
  readonly output: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  /** Rows above and columns before the picture. */
  readonly before: readonly [number, number];
}

/** @param picture - what the window slides over, `[B, H, W, ...]` */
export function slideOver({ shape: [batch, height, width] }: Pick<Placed, 'shape'>, window: Window): Slide {
  const { kernel, strides, padding } = window;
  const { input, output, pad } = windowGeometry([height, width], kernel, strides, padding);
  return { batch, input, output, kernel, strides, before: [pad[0], pad[2]] };
}

/** In the order of the binary: picture, channels (and whatever counts beside them), window, outputs. */
export const slideArguments = (
  { input, output, kernel, strides, before }: Slide,
  channels: readonly number[],
): readonly number[] => [...input, ...channels, ...kernel, ...strides, ...before, ...output];

/** Bytes that parts of a sum may take together. */
const partsBytes = 32 << 20;

/** Parts of a sum over `total` terms that gives `values` results; however many threads there are, so that they never change the result. */
export function partsOf(total: number, values: number): { readonly chunk: number; readonly parts: number } {
  const most = Math.max(2, Math.min(16, Math.floor(partsBytes / 4 / Math.max(1, values))));
  const chunk = Math.max(1, Math.ceil(total / most));
  return { chunk, parts: Math.max(1, Math.ceil(total / chunk)) };
}
