import { sizeOf } from '@millwright/tensors';
import { z } from 'zod';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import type { LayerRule } from './rule.ts';
import { node, type Checked, type Settings } from './settings.ts';
import { known, refuseShape, shapeWords, type Shape } from './shape.ts';

export const flattenSchema = z.strictObject({ kind: z.literal('flatten'), ...node });
export const reshapeSchema = z.strictObject({
  kind: z.literal('reshape'),
  ...node,
  /** Without the batch, of known lengths. */
  shape: z.array(z.int().positive()).min(1).max(3),
});

/** `[B, H, W, C]` → `[B, H · W · C]`; of any shape. */
export const flatten = (settings: Settings<typeof flattenSchema> = {}): z.input<typeof flattenSchema> => ({
  kind: 'flatten',
  ...settings,
});
/** Any shape → as many values under another one. */
export const reshape = (settings: Settings<typeof reshapeSchema>): z.input<typeof reshapeSchema> => ({
  kind: 'reshape',
  ...settings,
});

type Reshaping = Checked<typeof flattenSchema> | Checked<typeof reshapeSchema>;

const sizeOfInput = (layer: Reshaping, input: Shape): number =>
  sizeOf(input.map((_, axis) => known(layer, input, axis)));

const forward =
  (shapeOf: (size: number) => readonly number[]) =>
  (x: Value): Value => {
    const [batch, ...rest] = x.shape;
    return graph.reshape(x, [batch, ...shapeOf(sizeOf(rest as number[]))]);
  };

export const flattenRule: LayerRule<Checked<typeof flattenSchema>> = {
  output: (layer, [input]) => [sizeOfInput(layer, input)],
  masking: 'refused',
  forward: (_, [x]) => forward((size) => [size])(x),
};

export const reshapeRule: LayerRule<Checked<typeof reshapeSchema>> = {
  output(layer, [input]) {
    if (sizeOf(layer.shape) !== sizeOfInput(layer, input))
      refuseShape(layer, 'size', `as many values as ${shapeWords(input)}`, shapeWords(layer.shape));
    return layer.shape;
  },
  masking: 'refused',
  forward: (layer, [x]) => forward(() => layer.shape)(x),
};
