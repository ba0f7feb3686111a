import { sizeOf } from '@millwright/tensors';
import type { Phase, PlacedNode, WasmKernel } from '../../kernel.ts';
import { flat } from '../phases.ts';

function sgd({ attributes, inputs: [gradient, rate], variable }: PlacedNode<'sgd'>): readonly Phase[] {
  const weights = variable(attributes.variable);
  const size = sizeOf(weights.shape);
  if (attributes.velocity === null) return [flat('descend', [weights.at, gradient.at, rate.at], size)];
  const velocity = variable(attributes.velocity);
  const args = [weights.at, velocity.at, gradient.at, rate.at, attributes.momentum];
  return [flat('descendWithMomentum', args, size)];
}

function adam({ attributes, inputs, variable }: PlacedNode<'adam'>): readonly Phase[] {
  const { beta1, beta2, epsilon, weightDecay } = attributes;
  const weights = variable(attributes.variable);
  const moments = [variable(attributes.first).at, variable(attributes.second).at];
  const [gradient, rate, step] = inputs.map(({ at }) => at);
  const args = [weights.at, ...moments, gradient, rate, step, beta1, beta2, epsilon, weightDecay];
  return [flat('adam', args, sizeOf(weights.shape))];
}

function rmsProp({ attributes, inputs, variable }: PlacedNode<'rmsProp'>): readonly Phase[] {
  const weights = variable(attributes.variable);
  const square = variable(attributes.square);
  const [gradient, rate] = inputs;
  const args = [weights.at, square.at, gradient.at, rate.at, attributes.rho, attributes.epsilon];
  return [flat('rmsProp', args, sizeOf(weights.shape))];
}

export const updateKernels: { readonly [N in 'sgd' | 'adam' | 'rmsProp']: WasmKernel<N> } = {
  sgd: { phases: sgd },
  adam: { phases: adam },
  rmsProp: { phases: rmsProp },
};
