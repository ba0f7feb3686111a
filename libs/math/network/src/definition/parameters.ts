import { sizeOf } from '@millwright/tensors';
import type { Parameter } from '../layers/parameter.ts';
import { ruleOf } from '../layers/rules.ts';
import type { Shape } from '../layers/shape.ts';
import { shapesOf, type Network } from './network.ts';

export type { Parameter } from '../layers/parameter.ts';

/** All arrays of a network, in the order of its layers. */
export function parametersOf(network: Network): Parameter[] {
  const shapes = shapesOf(network);
  return network.layers.flatMap((layer) => {
    const inputs = layer.inputs.map((name) => shapes.get(name) as Shape);
    return ruleOf(layer).parameters?.(layer, inputs) ?? [];
  });
}

/** Number of trained weights. */
export const weightCount = (network: Network): number =>
  parametersOf(network).reduce((sum, { trained, shape }) => sum + (trained ? sizeOf(shape) : 0), 0);
