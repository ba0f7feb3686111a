import type { Finding, ItemProblem } from '@millwright/contracts';
import { json, type Database } from './database.ts';
import { findVersion, immutable, shownLimit, versionParts, type VersionRow } from './dataset-versions.ts';
import { Prisma } from './generated/client.ts';
import { unreferenced } from './references.repository.ts';
import type { InspectedVersion, Removed } from './registry.ts';
import { announce } from './webhook-announcements.ts';

/** Counts the bytes of a dataset anew: every artifact once, however many versions share it. */
export async function refreshBytes(db: Database, datasetId: bigint): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    UPDATE datasets SET bytes = (
      SELECT coalesce(sum(bytes), 0) FROM (
        SELECT s.hash, s.bytes FROM dataset_sources s
          JOIN dataset_versions v ON v.id = s.version_id WHERE v.dataset_id = ${datasetId}
        UNION
        SELECT i.hash, i.bytes FROM dataset_items i
          JOIN dataset_versions v ON v.id = i.version_id WHERE v.dataset_id = ${datasetId}
      ) AS artifacts
    ) WHERE id = ${datasetId}`);
}

export async function beginInspection(db: Database, name: string, version: number): Promise<VersionRow> {
  const { id } = await findVersion(db, name, version);
  const { count } = await db.datasetVersion.updateMany({
    where: { id, state: { in: ['received', 'inspecting'] } },
    data: { state: 'inspecting', progress: 0, remainingSeconds: null },
  });
  const row = await findVersion(db, name, version);
  if (count === 0) throw immutable(row);
  if (row.parent === null) await db.datasetItem.deleteMany({ where: { versionId: id } });
  return row;
}

/** Up to eight pictures that show all classes: the first of each class, then the second of each, … */
async function choosePreview(db: Database, versionId: string): Promise<number[]> {
  const rows = await db.$queryRaw<{ index: number }[]>(Prisma.sql`
    SELECT index FROM (
      SELECT index, label, row_number() OVER (PARTITION BY label ORDER BY index) AS place
      FROM dataset_items WHERE version_id = ${versionId}::uuid
    ) AS ranked ORDER BY place, label LIMIT 8`);
  return rows.map(({ index }) => index);
}

const mentioned = (finding: Finding): number[] =>
  [...new Set([...finding.groups.flat(), ...finding.excludable])].sort((a, b) => a - b);

export async function finishInspection(
  db: Database,
  name: string,
  version: number,
  result: InspectedVersion,
): Promise<VersionRow> {
  const { id, datasetId } = await findVersion(db, name, version);
  const rows = await db.datasetItem.count({ where: { versionId: id } });
  const { count } = await db.datasetVersion.updateMany({
    where: { id, state: 'inspecting' },
    data: {
      state: 'ready',
      progress: 100,
      remainingSeconds: null,
      contentHash: result.contentHash,
      rows,
      rejected: result.rejected,
      profile: json(result.profile),
      problems: json(result.problems.slice(0, shownLimit)),
      preview: await choosePreview(db, id),
    },
  });
  if (count === 0) throw immutable(await findVersion(db, name, version));
  await db.datasetFinding.createMany({
    data: result.findings.map((finding, place) => ({
      versionId: id,
      kind: finding.kind,
      place,
      severity: finding.severity,
      count: finding.count,
      details: json(finding.details),
      groups: json(finding.groups),
      excludable: finding.excludable,
      items: mentioned(finding),
    })),
  });
  // The pictures stand for themselves now; the hash over the files stays and finds a second upload.
  await db.datasetSource.deleteMany({ where: { versionId: id } });
  await refreshBytes(db, datasetId);
  await announce(db, 'dataset_version.ready', { dataset: name, version, rows });
  return db.datasetVersion.findUniqueOrThrow({ where: { id }, include: versionParts });
}

export async function rejectVersion(
  db: Database,
  name: string,
  version: number,
  reasons: { error: ItemProblem; problems: readonly ItemProblem[] },
): Promise<Removed> {
  const { id, datasetId } = await findVersion(db, name, version);
  const { count } = await db.datasetVersion.updateMany({
    where: { id, state: { in: ['received', 'inspecting'] } },
    data: {
      state: 'rejected',
      remainingSeconds: null,
      sourcesHash: null, // the same files may be sent again
      error: json(reasons.error),
      problems: json(reasons.problems.slice(0, shownLimit)),
      rejected: reasons.problems.length,
    },
  });
  if (count === 0) throw immutable(await findVersion(db, name, version));
  const items = await db.datasetItem.findMany({ where: { versionId: id }, select: { hash: true } });
  const sources = await db.datasetSource.findMany({ where: { versionId: id }, select: { hash: true } });
  await db.datasetItem.deleteMany({ where: { versionId: id } });
  await db.datasetSource.deleteMany({ where: { versionId: id } });
  await refreshBytes(db, datasetId);
  const hashes = await unreferenced(
    db,
    [...items, ...sources].map(({ hash }) => hash),
  );
  await announce(db, 'dataset_version.rejected', { dataset: name, version, code: reasons.error.code });
  return { deleted: [], hashes };
}
