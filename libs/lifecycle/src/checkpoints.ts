import type { Checkpoint } from '@millwright/model';
import { freeUnreferenced, type Stores } from './stores.ts';

type Needs = Pick<Stores, 'registry' | 'artifacts'>;

/** Keeps a checkpoint in place of the one before, whose bytes are freed. */
export async function saveCheckpoint(stores: Needs, runId: string, checkpoint: Checkpoint): Promise<void> {
  const files: Record<string, string> = {};
  for (const [name, bytes] of checkpoint.files)
    files[name] = (await stores.artifacts.putBytes(bytes, { name })).hash;
  await freeUnreferenced(
    stores,
    await stores.registry.runs.saveCheckpoint(runId, { state: checkpoint.state, files }),
  );
}

/**
 * The last checkpoint of a run; null where it has none or where its bytes can no longer be read, so that the run begins
 * anew instead of failing.
 */
export async function loadCheckpoint(stores: Needs, runId: string): Promise<Checkpoint | null> {
  const kept = await stores.registry.runs.loadCheckpoint(runId);
  if (!kept) return null;
  const files = new Map<string, Uint8Array>();
  for (const [name, hash] of Object.entries(kept.files)) {
    const bytes = await stores.artifacts.read(hash).catch(() => null);
    if (!bytes) return null;
    files.set(name, bytes);
  }
  return { state: kept.state as Record<string, unknown>, files };
}

export async function dropCheckpoint(stores: Needs, runId: string): Promise<void> {
  await freeUnreferenced(stores, await stores.registry.runs.deleteCheckpoint(runId));
}
