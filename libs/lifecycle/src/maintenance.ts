import fs from 'node:fs/promises';
import path from 'node:path';
import { isOver, type DatasetView, type Page, type PageQuery, type RunView } from '@millwright/contracts';
import { enqueueInspection, inspectionJobId } from './datasets.ts';
import { enqueueRun, runJobId } from './start-run.ts';
import { freeUnreferenced, type Stores } from './stores.ts';

/** Younger artifacts may belong to work that has not written its row yet, such as a long upload [ms]. */
const grace = 24 * 60 * 60 * 1000;
const batchSize = 500;

/** See {@link Lifecycle.freeOrphans}. */
export async function freeOrphans(stores: Stores, now = Date.now()): Promise<number> {
  const { artifacts } = stores;
  let freed = await artifacts.sweep(grace);
  let batch: string[] = [];
  for await (const { hash, modifiedAt } of artifacts.list()) {
    if (now - modifiedAt.getTime() < grace) continue;
    batch.push(hash);
    if (batch.length < batchSize) continue;
    freed += await freeUnreferenced(stores, batch);
    batch = [];
  }
  freed += await freeUnreferenced(stores, batch);
  await removeOldScratch(stores.scratchDirectory, now);
  return freed;
}

/** Work touches its scratch folder's files all the time; one that rested for a day was left behind. */
async function removeOldScratch(directory: string, now: number): Promise<void> {
  for (const name of await fs.readdir(directory).catch(() => [])) {
    const folder = path.join(directory, name);
    const files = await fs.readdir(folder).catch(() => []);
    const times = await Promise.all(
      [folder, ...files.map((file) => path.join(folder, file))].map((one) => fs.stat(one).catch(() => null)),
    );
    const touched = Math.max(0, ...times.map((stat) => stat?.mtimeMs ?? 0));
    if (now - touched > grace) await fs.rm(folder, { recursive: true, force: true });
  }
}

async function* allOf<T>(list: (query: PageQuery) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await list({ cursor, limit: 500 });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** Sees to it that work has a job; says whether it had none that waits or runs. */
async function ensureJob({ jobs }: Stores, id: string, enqueue: () => Promise<unknown>): Promise<boolean> {
  const job = await jobs.get(id);
  if (job && !isOver(job.state)) return false;
  if (job) return jobs.retry(id);
  await enqueue();
  return true;
}

/** See {@link Lifecycle.recover}. */
export async function recover(stores: Stores): Promise<number> {
  const { registry } = stores;
  let count = 0;
  for (const state of ['pending', 'running'] as const)
    for await (const { id } of allOf<RunView>((query) => registry.runs.list({ ...query, state })))
      if (await ensureJob(stores, runJobId(id), () => enqueueRun(stores, id))) count++;
  for await (const { name } of allOf<DatasetView>((query) => registry.datasets.list(query)))
    for (const version of await registry.datasets.versions(name))
      if (
        (version.state === 'received' || version.state === 'inspecting') &&
        (await ensureJob(stores, inspectionJobId(version), () => enqueueInspection(stores, version)))
      )
        count++;
  return count;
}
