import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type ModelVersionView, type Part, type SourceFile } from '@millwright/contracts';
import { drawParts } from '@millwright/plant';
import { encodePng } from '@millwright/readers';
import { demoSettings } from '@millwright/vision';
import { receiveDataset } from './datasets.ts';
import { startRun } from './start-run.ts';
import type { Stores } from './stores.ts';

/** Name of the dataset and of its first model. */
export const demonstrationName = 'demo-parts';
const system = 'system';

/** How much is drawn for a newcomer, and how it is learned. */
export interface Demonstration {
  /** Pictures of each part. */
  readonly train: number;
  readonly test: number;
  readonly model: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Of the training. */
  readonly seed: number;
}

/**
 * Good parts and parts with each kind of defect: enough to learn from, and a network small enough to be ready in two
 * minutes on two cores without the native engine.
 */
export const newcomersPlant: Demonstration = {
  train: 720,
  test: 200,
  model: 'vision/defect-net',
  settings: demoSettings,
  seed: 1,
};

/** Side of the pictures [pixels], how hard the defects are to see, and the seed of the training part. */
const plant = { seed: 20_260_101, size: 96, difficulty: [0, 0.4] } as const;

/** Draws the photographs into the artifact store, in a folder per part and class. */
async function drawIntoStore(
  { artifacts, demonstration: { train, test } }: Stores,
  signal?: AbortSignal,
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const drawn: { part: Part; count: number; seed: number }[] = [
    { part: 'train', count: train, seed: plant.seed },
    { part: 'test', count: test, seed: plant.seed + 1 },
  ];
  for (const { part, count, seed } of drawn)
    for (const { name, label, image } of drawParts({ ...plant, count, seed })) {
      signal?.throwIfAborted();
      const path = `${part}/${label}/${name}.png`;
      files.push({ path, ...(await artifacts.putBytes(await encodePng(image), { name: path })) });
    }
  return files;
}

/** Waits for the inspection; false where the dataset was rejected or is gone. */
async function becomesReady({ registry }: Stores, signal?: AbortSignal): Promise<boolean> {
  for (;;) {
    signal?.throwIfAborted();
    const version = await registry.datasets.version(demonstrationName, 1).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'dataset.not-found') return null;
      throw error;
    });
    if (version === null || version.state === 'rejected') return false;
    if (version.state === 'ready') return true;
    await sleep(300, undefined, { signal });
  }
}

const happened = async ({ registry }: Stores, action: string, subject: string): Promise<boolean> =>
  (await registry.audit.list({ action, subject, limit: 1 })).items.length > 0;

/** Brings the photographs in, unless a person was here first or deleted them; says whether they are there now. */
async function imported(stores: Stores, signal?: AbortSignal): Promise<boolean> {
  const { registry } = stores;
  const subject = `dataset:${demonstrationName}`;
  const begun = await happened(stores, 'demonstration.import', subject);
  const { items, total } = await registry.datasets.list({ limit: 500 });
  if (items.some(({ name }) => name === demonstrationName)) return begun;
  if (total > 0 && !begun) return false;
  if (await happened(stores, 'dataset.delete', subject)) return false;
  if (!begun)
    await registry.audit.append({
      by: system,
      action: 'demonstration.import',
      subject,
      details: { ...plant },
    });
  const files = await drawIntoStore(stores, signal);
  await receiveDataset(stores, { name: demonstrationName, kind: 'images' }, files, system);
  return true;
}

/** See {@link Lifecycle.importDemonstrationPlant}. Every step asks what is there, so that it can be cut off anywhere. */
export async function importDemonstrationPlant(stores: Stores, signal?: AbortSignal): Promise<boolean> {
  if (!(await imported(stores, signal)) || !(await becomesReady(stores, signal))) return false;
  const runs = await stores.registry.runs.list({ dataset: demonstrationName, limit: 1 });
  if (runs.total > 0 || (await happened(stores, 'model.register', `model:${demonstrationName}@1`)))
    return false;
  const { model, settings, seed } = stores.demonstration;
  await startRun(stores, { model, settings, seed, dataset: demonstrationName, version: 1 }, system);
  return true;
}

/**
 * A newcomer meets a model that serves: the system approves and promotes the first one of its own training where it is
 * at least as good as its baseline, and no other. It says so in the note; a person may reject or replace it.
 */
export async function promoteDemonstration(
  { registry }: Stores,
  { name, version, run, metrics, baseline }: ModelVersionView,
): Promise<void> {
  if (name !== demonstrationName || version !== 1) return;
  const { items } = await registry.audit.list({ action: 'run.start', subject: `run:${run}`, limit: 1 });
  if (items[0]?.by !== system || (await registry.models.history(name)).length > 0) return;
  const [ours, simple] = [metrics['accuracy'], baseline['accuracy']];
  if (ours === undefined || simple === undefined || ours < simple) return;
  const note = `Approved by the system: the first model of the demonstration plant, no champion before it, accuracy ${ours.toFixed(3)} against ${simple.toFixed(3)} of its baseline.`;
  await registry.models.moveAlias(name, 'champion', { version, by: system, note, approve: true });
}
