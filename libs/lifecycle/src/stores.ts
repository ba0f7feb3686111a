import type { DatasetItem } from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import type { Jobs } from '@millwright/jobs';
import type { Registry } from '@millwright/registry';
import type { ImageModel } from './catalogue.ts';
import type { Demonstration } from './demonstration-plant.ts';

/** What every part of the lifecycle works on. */
export interface Stores {
  readonly registry: Registry;
  readonly artifacts: ArtifactStore;
  readonly jobs: Jobs;
  /** Folder for files that live no longer than the work that made them; on the disk of `DATA_DIR`. */
  readonly scratchDirectory: string;
  /** Version of the code, kept with every model. */
  readonly codeVersion: string;
  readonly models: readonly ImageModel[];
  readonly demonstration: Demonstration;
  /** How long what was deleted can be restored [days]. */
  readonly deleteWaitDays: number;
}

/** Frees artifacts; those that something refers to stay. @returns bytes freed */
export async function freeUnreferenced(
  { registry, artifacts }: Pick<Stores, 'registry' | 'artifacts'>,
  hashes: readonly string[],
): Promise<number> {
  let freed = 0;
  for (const hash of await registry.references.unreferenced(hashes)) freed += await artifacts.delete(hash);
  return freed;
}

/** The pictures of a dataset version, by index. */
export async function itemsOf(
  { registry }: Pick<Stores, 'registry'>,
  dataset: string,
  version: number,
): Promise<DatasetItem[]> {
  const items: DatasetItem[] = [];
  for await (const item of registry.items.stream(dataset, version)) items.push(item);
  return items;
}
