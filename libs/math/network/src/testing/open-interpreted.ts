import type { NdArray } from '@millwright/tensors';
import type { Network } from '../definition/network.ts';
import type { OpenNetwork } from '../open.ts';
import { moduleOf } from '../programs/module.ts';
import { RunningNetwork } from '../running-network.ts';
import { interpret } from './interpret.ts';

/** A network on the interpreter: in double precision, by plain loops. */
export function openInterpreted(
  network: Network,
  settings: { readonly seed: number; readonly weights?: ReadonlyMap<string, NdArray> },
): OpenNetwork {
  const session = interpret(moduleOf(network, settings.seed));
  return new RunningNetwork(network, 'interpreter', session, settings);
}
