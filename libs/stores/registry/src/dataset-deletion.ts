import { AppError } from '@millwright/contracts';
import type { Database } from './database.ts';
import { refreshBytes } from './dataset-inspection.ts';
import { Prisma } from './generated/client.ts';
import { unreferenced } from './references.repository.ts';
import type { Removed } from './registry.ts';

const atMost = (names: readonly string[], limit: number): string =>
  names.length <= limit ? names.join(', ') : `${names.slice(0, limit).join(', ')}, … (${names.length})`;

/** @throws AppError `dataset.in-training`, `dataset.in-use` */
export async function requireUnused(
  db: Database,
  dataset: string,
  ids: string[],
  confirmed: boolean,
): Promise<void> {
  const trainedOn = { datasetVersionId: { in: ids } };
  const busy = await db.run.findFirst({
    where: { ...trainedOn, state: { in: ['pending', 'running'] } },
    select: { id: true },
  });
  if (busy !== null) throw new AppError('dataset.in-training', { dataset, run: busy.id });
  if (confirmed) return;
  const models = await db.modelVersion.findMany({
    where: { ...trainedOn, deletedAt: null },
    select: { version: true, model: { select: { name: true } } },
    orderBy: [{ modelId: 'asc' }, { version: 'asc' }],
  });
  if (models.length === 0) return;
  const names = models.map(({ model, version }) => `${model.name}@${version}`);
  throw new AppError('dataset.in-use', { dataset, models: atMost(names, 10) });
}

/** Deletes versions of one dataset, and the dataset where none is left. */
export async function removeVersions(
  db: Database,
  name: string,
  { ids, confirmed }: { ids: string[]; confirmed: boolean },
): Promise<Removed> {
  // Locked: a run that is created at this moment waits, and then finds no version.
  const versions = await db.$queryRaw<{ dataset_id: bigint; version: number }[]>(Prisma.sql`
    SELECT dataset_id, version FROM dataset_versions
    WHERE id = ANY (${ids}::uuid[]) ORDER BY version FOR UPDATE`);
  const [first] = versions;
  if (first === undefined) throw new AppError('dataset.not-found', { dataset: name });
  const deleted = versions.map(({ version }) => `${name}@${version}`);
  await requireUnused(db, deleted.length === 1 ? (deleted[0] ?? name) : name, ids, confirmed);
  const held = await db.$queryRaw<{ hash: string }[]>(Prisma.sql`
    SELECT hash FROM dataset_items WHERE version_id = ANY (${ids}::uuid[])
    UNION SELECT hash FROM dataset_sources WHERE version_id = ANY (${ids}::uuid[])`);
  await db.datasetVersion.deleteMany({ where: { id: { in: ids } } });
  const left = await db.datasetVersion.count({ where: { datasetId: first.dataset_id } });
  if (left === 0) await db.dataset.delete({ where: { id: first.dataset_id } });
  else await refreshBytes(db, first.dataset_id);
  const hashes = await unreferenced(
    db,
    held.map(({ hash }) => hash),
  );
  return { deleted, hashes };
}
