import { shapesOf, targetCount, type Network } from '../definition/network.ts';
import { parametersOf } from '../definition/parameters.ts';
import * as graph from '../graph/build.ts';
import { gradients } from '../graph/differentiate.ts';
import { simplify } from '../graph/simplify.ts';
import type { Module, Program, Value, VariableSpec } from '../graph/value.ts';
import type { Parameter } from '../layers/parameter.ts';
import { forwardOf } from './forward.ts';
import { lossOf } from './loss.ts';
import { clipped, slotNames, updateOf } from './optimise.ts';

const batch = 'batch';
const time = 'time';
const float = (name: string, shape: readonly (number | string)[]): Value =>
  graph.input(name, { shape, dtype: 'float32' });

/** What the programs of a network have in common. */
interface Parts {
  readonly network: Network;
  readonly seed: number;
  readonly trained: readonly Parameter[];
  readonly inputs: Value;
  weight(name: string): Value;
}

/** Values that the optimiser remembers. */
export const slotSpecs = (network: Network): readonly VariableSpec[] =>
  parametersOf(network)
    .filter(({ trained }) => trained)
    .flatMap(({ name, shape }) =>
      slotNames(network.optimiser).map((slot) => ({ name: `${name}/${slot}`, shape })),
    );

/** Names of the layers that give pictures `[h, w, c]`. */
export const pictureLayers = (network: Network): readonly string[] =>
  network.layers.map(({ name }) => name).filter((name) => shapesOf(network).get(name)?.length === 3);

function predict({ network, inputs, weight }: Parts): Program {
  return { outputs: { answers: forwardOf(network, inputs, weight).answers }, effects: [] };
}

/** Loss of a batch as training sees it, its gradients, and what becomes of the running statistics. */
function learning({ network, seed, trained, inputs, weight }: Parts) {
  const step = float('step', []);
  const forward = forwardOf(network, inputs, weight, { seed, step });
  const targets = float('targets', [batch, targetCount(network)]);
  const loss = lossOf(network.loss, forward, targets, float('weights', [batch]));
  const found = gradients(
    loss,
    trained.map(({ name }) => weight(name)),
  );
  return { loss, found, step, effects: forward.effects };
}

function train(parts: Parts): Program {
  const { optimiser } = parts.network;
  const { loss, found, step, effects } = learning(parts);
  const rate = float('rate', []);
  const steps = clipped(found, optimiser);
  const updates = parts.trained.map((parameter, at) =>
    updateOf(optimiser, parameter, steps[at], { rate, step }),
  );
  return { outputs: { loss }, effects: [...effects, ...updates] };
}

function gradientsOnly(parts: Parts): Program {
  const { loss, found } = learning(parts);
  const named = parts.trained.map(({ name }, at): [string, Value] => [name, found[at]]);
  return { outputs: { loss, ...Object.fromEntries(named) }, effects: [] };
}

function layers({ network, inputs, weight }: Parts): Program {
  const { scores, outputs } = forwardOf(network, inputs, weight);
  const names = pictureLayers(network);
  const pictures = names.map((name) => outputs.get(name) as Value);
  const found = gradients([{ value: scores, seed: float('wanted', scores.shape) }], pictures);
  const named = names.flatMap((name, at): [string, Value][] => [
    [`activations/${name}`, pictures[at]],
    [`gradients/${name}`, found[at]],
  ]);
  return { outputs: Object.fromEntries(named), effects: [] };
}

/**
 * A network as programs over its weights, running statistics and what the optimiser remembers:
 *
 * - `predict`: `inputs` `[B, …]` → `answers` `[B, K]`
 * - `train`: `inputs`, `targets` `[B, targets]`, `weights` `[B]`, `rate`, `step` (from 1) → `loss` before the step, which is then taken
 * - `gradients`: the same but for `rate` → `loss`, and the gradient of each trained weight by its name
 * - `layers`: `inputs`, `wanted` `[B, K]` → `activations/<layer>` and `gradients/<layer>` `[B, h, w, c]` of Σ wanted · score before the
 *   last activation, for each layer that gives pictures
 *
 * @param seed - of what dropout drops
 */
export function moduleOf(network: Network, seed: number): Module {
  const parameters = parametersOf(network);
  const values = new Map(parameters.map(({ name, shape }) => [name, graph.variable({ name, shape })]));
  const shape = [batch, ...network.input.map((length) => length ?? time)];
  const parts: Parts = {
    network,
    seed,
    trained: parameters.filter(({ trained }) => trained),
    inputs: graph.input('inputs', { shape, dtype: network.inputType ?? 'float32' }),
    weight: (name) => values.get(name) as Value,
  };
  return simplify({
    variables: [...parameters.map(({ name, shape: of }) => ({ name, shape: of })), ...slotSpecs(network)],
    programs: {
      predict: predict(parts),
      train: train(parts),
      gradients: gradientsOnly(parts),
      layers: layers(parts),
    },
  });
}
