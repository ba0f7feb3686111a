import type { CheckedOptimiser } from '../definition/objective.ts';
import * as graph from '../graph/build.ts';
import type { AnyNode, Value } from '../graph/value.ts';
import type { Parameter } from '../layers/parameter.ts';

/** What the optimiser remembers of each weight, as `<weight>/<slot>`. */
export function slotNames(optimiser: CheckedOptimiser): readonly string[] {
  switch (optimiser.kind) {
    case 'sgd':
      return optimiser.momentum > 0 ? ['velocity'] : [];
    case 'rmsProp':
      return ['square'];
    default:
      return ['m', 'v'];
  }
}

/** One step of the optimiser on one weight. */
export function updateOf(
  optimiser: CheckedOptimiser,
  { name, decays }: Parameter,
  gradient: Value,
  { rate, step }: { readonly rate: Value; readonly step: Value },
): AnyNode {
  switch (optimiser.kind) {
    case 'sgd': {
      const velocity = optimiser.momentum > 0 ? `${name}/velocity` : null;
      return graph.sgd(gradient, rate, { variable: name, momentum: optimiser.momentum, velocity });
    }
    case 'rmsProp': {
      const { rho, epsilon } = optimiser;
      return graph.rmsProp(gradient, rate, { variable: name, square: `${name}/square`, rho, epsilon });
    }
    default: {
      const { beta1, beta2, epsilon } = optimiser;
      const weightDecay = optimiser.kind === 'adamW' && decays ? optimiser.weightDecay : 0;
      const moments = { first: `${name}/m`, second: `${name}/v`, beta1, beta2, epsilon };
      return graph.adam(gradient, rate, step, { variable: name, ...moments, weightDecay });
    }
  }
}

/** Each value within ±`clipValue`, then all together scaled down to the norm `clipNorm`. */
export function clipped(gradients: readonly Value[], optimiser: CheckedOptimiser): readonly Value[] {
  const { clipValue, clipNorm } = optimiser;
  const within =
    clipValue === undefined
      ? gradients
      : gradients.map((gradient) => graph.maximum(graph.minimum(gradient, clipValue), -clipValue));
  if (clipNorm === null || within.length === 0) return within;
  const squares = within.map((gradient) => graph.sum(graph.square(gradient)));
  const norm = graph.sqrt(squares.reduce((a, b) => graph.add(a, b)));
  const scale = graph.divide(clipNorm, graph.maximum(norm, clipNorm));
  return within.map((gradient) => graph.multiply(gradient, scale));
}
