import { createHash } from 'node:crypto';
import { AppError, type Part, type SourceFile } from '@millwright/contracts';
import type { Database } from './database.ts';
import { refreshBytes } from './dataset-inspection.ts';
import { findVersion, requireReady, versionParts, type VersionRow } from './dataset-versions.ts';
import { Prisma } from './generated/client.ts';
import type { ReceivedVersion } from './registry.ts';
import { nextVersion } from './version-numbers.ts';

/** The same files under the same names with the same split have the same hash, in whatever order they came. */
function hashSources({ sources, split = {} }: ReceivedVersion): string {
  const files = sources.map(({ path, hash }) => [path, hash]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const parts = Object.entries(split).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([files, parts]))
    .digest('hex');
}

export async function receiveVersion(db: Database, received: ReceivedVersion): Promise<VersionRow> {
  const { name, kind, sources, split = {} } = received;
  const sourcesHash = hashSources(received);
  // Also locks the dataset's row until the end of the transaction: two uploads of the same bytes come one by one.
  const dataset = await db.dataset.upsert({ where: { name }, create: { name, kind }, update: { kind } });
  const known = await db.datasetVersion.findFirst({ where: { datasetId: dataset.id, sourcesHash } });
  if (known !== null) throw new AppError('dataset.duplicate', { dataset: name, version: known.version });
  const version = await nextVersion(db, 'dataset', name);
  const row = await db.datasetVersion.create({
    data: { datasetId: dataset.id, version, state: 'received', sourcesHash, split, preview: [] },
  });
  await db.datasetSource.createMany({
    data: sources.map(({ path, hash, bytes }) => ({ versionId: row.id, path, hash, bytes })),
  });
  await refreshBytes(db, dataset.id);
  return db.datasetVersion.findUniqueOrThrow({ where: { id: row.id }, include: versionParts });
}

export async function deriveVersion(
  db: Database,
  name: string,
  from: number,
  exclude: readonly number[],
): Promise<VersionRow> {
  const parent = requireReady(await findVersion(db, name, from));
  const version = await nextVersion(db, 'dataset', name);
  const { id } = await db.datasetVersion.create({
    data: { datasetId: parent.datasetId, version, state: 'inspecting', parent: from, preview: [] },
  });
  const rows = await db.$executeRaw(Prisma.sql`
    INSERT INTO dataset_items (version_id, index, path, label, part, hash, bytes, width, height, channels)
    SELECT ${id}::uuid, row_number() OVER (ORDER BY index) - 1,
           path, label, part, hash, bytes, width, height, channels
    FROM dataset_items WHERE version_id = ${parent.id}::uuid AND index <> ALL (${[...exclude]}::int[])`);
  if (rows === 0) throw new AppError('dataset.too-many-excluded', { dataset: name, count: exclude.length });
  return db.datasetVersion.update({
    where: { id },
    data: { rows, excluded: parent.rows - rows },
    include: versionParts,
  });
}

export async function sourcesOf(
  db: Database,
  name: string,
  version: number,
): Promise<{ files: SourceFile[]; split: Record<string, Part>; parent: number | null }> {
  const row = await findVersion(db, name, version);
  const files = await db.datasetSource.findMany({ where: { versionId: row.id }, orderBy: { path: 'asc' } });
  return {
    files: files.map(({ path, hash, bytes }) => ({ path, hash, bytes: Number(bytes) })),
    split: row.split as Record<string, Part>,
    parent: row.parent,
  };
}
