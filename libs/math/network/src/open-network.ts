import type { NdArray } from '@millwright/tensors';
import type { Network } from './definition/network.ts';
import { parametersOf } from './definition/parameters.ts';
import { isEngineNamed, openEngine } from './engines/engines.ts';
import { counted } from './engines/held-tensors.ts';
import type { EngineName } from './engines/names.ts';
import { answeredByOnnx } from './engines/onnx/answered.ts';
import type { OpenNetwork } from './open.ts';
import { moduleOf } from './programs/module.ts';
import { RunningNetwork } from './running-network.ts';
import { checkArrays } from './weights.ts';

export interface OpenSettings {
  /** Of the initial weights and of dropout; equal seeds start equal on every engine. */
  readonly seed: number;
  /** The best one that runs here where it is absent: then ONNX Runtime answers, on a CPU, until something is learned. */
  readonly engine?: EngineName | 'auto';
  /** Instead of initial weights. */
  readonly weights?: ReadonlyMap<string, NdArray>;
}

/**
 * Puts a network on an engine.
 *
 * @throws AppError `engine.unavailable`; `tensor.format` or `tensor.shape` where the weights do not fit
 */
export async function openNetwork(network: Network, settings: OpenSettings): Promise<OpenNetwork> {
  // Before anything is made of them: a network that asks for more than its weights hold is refused for nothing.
  if (settings.weights) checkArrays(settings.weights, parametersOf(network));
  const engine = await openEngine(settings.engine);
  const module = moduleOf(network, settings.seed);
  const trains = counted(await engine.open(module), module);
  const isAsked = isEngineNamed(settings.engine) || engine.device === 'GPU';
  const session = isAsked ? trains : answeredByOnnx(trains, network);
  try {
    return new RunningNetwork(network, engine.name, session, settings);
  } catch (error) {
    session.dispose();
    throw error;
  }
}
