import { AppError } from '@millwright/contracts';
import { fromSafetensors, toSafetensors } from '@millwright/tensors';
import { networkFromJson } from './definition/network.ts';
import type { EngineName } from './engines/names.ts';
import { openNetwork } from './open-network.ts';
import { expectNumbers } from './inputs.ts';
import type { OpenNetwork } from './open.ts';

const manifest = 'network.json';
const weightsFile = 'weights.safetensors';

/** A network as files: `network.json` (its definition) and `weights.safetensors`. Equal networks give equal bytes. */
export async function saveNetwork(open: OpenNetwork): Promise<Map<string, Uint8Array>> {
  const json = `${JSON.stringify(open.network, null, 2)}\n`;
  return new Map([
    [manifest, new TextEncoder().encode(json)],
    [weightsFile, toSafetensors(await open.weights())],
  ]);
}

function fileOf(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new AppError('model.incomplete', { file: name });
  return bytes;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    const params = { file: manifest, expected: 'JSON', received: 'something else' };
    throw new AppError('tensor.format', params, { cause });
  }
}

/**
 * A saved network, open on any engine.
 *
 * @throws AppError `model.incomplete`, `tensor.format`, `tensor.shape`, `tensor.value`, `network.*` or `engine.unavailable`
 */
export async function loadNetwork(
  files: ReadonlyMap<string, Uint8Array>,
  settings: { readonly engine?: EngineName | 'auto'; readonly seed?: number } = {},
): Promise<OpenNetwork> {
  const network = networkFromJson(parsed(fileOf(files, manifest)), manifest);
  const weights = fromSafetensors(fileOf(files, weightsFile), weightsFile);
  for (const [name, array] of weights) expectNumbers(`${weightsFile}: ${name}`, array);
  return openNetwork(network, { seed: settings.seed ?? 0, engine: settings.engine, weights });
}
