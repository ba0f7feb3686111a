import { ruleOf } from '../layers/rules.ts';
import { refuseLayer, type Shape } from '../layers/shape.ts';
import type { CheckedLayer } from './layer.ts';

export type { Shape } from '../layers/shape.ts';

/**
 * Shape of a layer's output.
 *
 * @throws AppError `network.shape` naming layer and dimension
 */
export const outputShape = (layer: CheckedLayer, inputs: readonly Shape[]): Shape =>
  ruleOf(layer).output(layer, inputs);

/**
 * Whether a layer's output is a sequence with filling in it, given which of its inputs are.
 *
 * @throws AppError `network.layer` where filling would be mixed with what counts
 */
export function isMasked(layer: CheckedLayer, masked: readonly boolean[]): boolean {
  const { masking, mask } = ruleOf(layer);
  const kind = typeof masking === 'function' ? masking(layer) : masking;
  if (kind === 'refused' && masked.includes(true))
    refuseLayer(layer, 'its input has filling in it (a mask), which it cannot leave out');
  if (mask) return layer.kind !== 'embedding' || layer.maskZero;
  if (kind === 'kept') return masked[0];
  return kind === 'shared' && masked.includes(true);
}
