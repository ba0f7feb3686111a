import { seeded } from '@millwright/tensors';
import type { CheckedLayer } from '../definition/layer.ts';
import { inputName, type Network } from '../definition/network.ts';
import * as graph from '../graph/build.ts';
import type { AnyNode, Value } from '../graph/value.ts';
import { activated } from '../layers/activation.ts';
import type { Masking } from '../layers/rule.ts';
import { ruleOf } from '../layers/rules.ts';
import type { Activation } from '../layers/settings.ts';

/** What a network computes, layer by layer. */
export interface Forward {
  /** `[B, K]`, before the last activation. */
  readonly scores: Value;
  /** `[B, K]` */
  readonly answers: Value;
  /** Output of each layer by name. */
  readonly outputs: ReadonlyMap<string, Value>;
  /** Running statistics brought up to date; none but while training. */
  readonly effects: readonly AnyNode[];
}

/** Where the numbers that training draws come from. */
export interface Chance {
  readonly seed: number;
  /** Scalar, from 1. */
  readonly step: Value;
}

const largestKey = 2 ** 31;
/** Equal seeds give equal keys, whatever other layers there are. */
const keyOf = (seed: number, layer: string): number =>
  seeded(seed).fork(`dropout/${layer}`).integer(largestKey);

/** The mask of an output, from those of the inputs. */
function maskOf(masking: Masking, masks: readonly (Value | null)[]): Value | null {
  if (masking === 'kept') return masks[0];
  if (masking !== 'shared') return null;
  const distinct = [...new Set(masks)].filter((mask) => mask !== null);
  return distinct.length === 0 ? null : distinct.reduce((a, b) => graph.multiply(a, b));
}

const activationOf = (layer: CheckedLayer): Activation =>
  'activation' in layer ? layer.activation : 'linear';

/**
 * The graph of a network.
 *
 * @param inputs - `[B, …]`
 * @param weight - variable by name
 * @param chance - present while training
 */
export function forwardOf(
  network: Network,
  inputs: Value,
  weight: (name: string) => Value,
  chance: Chance | null = null,
): Forward {
  const outputs = new Map<string, Value>([[inputName, inputs]]);
  const masks = new Map<string, Value | null>();
  const effects: AnyNode[] = [];
  let scores = inputs;
  for (const layer of network.layers) {
    const rule = ruleOf(layer);
    const taken = layer.inputs.map((name) => outputs.get(name) as Value);
    const takenMasks = layer.inputs.map((name) => masks.get(name) ?? null);
    scores = rule.forward(layer, taken, {
      training: chance !== null,
      masks: takenMasks,
      parameter: (role) => weight(`${layer.name}/${role}`),
      random: (shape) => graph.uniform(chance?.step ?? 0, shape, keyOf(chance?.seed ?? 0, layer.name)),
      becomes: (role, value) => effects.push(graph.assign(`${layer.name}/${role}`, value)),
    });
    const masking = typeof rule.masking === 'function' ? rule.masking(layer) : rule.masking;
    masks.set(layer.name, rule.mask ? rule.mask(layer, taken[0]) : maskOf(masking, takenMasks));
    outputs.set(layer.name, activated(activationOf(layer), scores));
  }
  const answers = outputs.get(network.layers[network.layers.length - 1].name) as Value;
  return { scores, answers, outputs, effects };
}
