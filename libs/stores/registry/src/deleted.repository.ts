import {
  AppError,
  isOver,
  type Alias,
  type DeletedItem,
  type PageQuery,
  type RunState,
} from '@millwright/contracts';
import { isUuid, type Client, type Database } from './database.ts';
import { removeVersions, requireUnused } from './dataset-deletion.ts';
import { Prisma } from './generated/client.ts';
import { moveAlias } from './model-aliases.ts';
import { removeModelVersions } from './model-deletion.ts';
import { unreferenced } from './references.repository.ts';
import type { DeletedRepository, DeletedRow, DeletionSubject, Removed } from './registry.ts';

interface Going {
  readonly id: string;
  readonly version: number;
}

/** Versions of a dataset that are there, or wait; locked, so that a run that is created now waits, and finds none. */
const datasetVersions = (db: Database, name: string, version: number | undefined, waiting: boolean) =>
  db.$queryRaw<Going[]>(Prisma.sql`
    SELECT v.id, v.version FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id
    WHERE d.name = ${name} AND (v.deleted_at IS NOT NULL) = ${waiting}
      AND (${version ?? null}::int IS NULL OR v.version = ${version ?? null}::int)
    ORDER BY v.version FOR UPDATE OF v`);

const modelVersions = (db: Database, name: string, version: number | undefined, waiting: boolean) =>
  db.$queryRaw<Going[]>(Prisma.sql`
    SELECT v.id, v.version FROM model_versions v JOIN models m ON m.id = v.model_id
    WHERE m.name = ${name} AND (v.deleted_at IS NOT NULL) = ${waiting}
      AND (${version ?? null}::int IS NULL OR v.version = ${version ?? null}::int)
    ORDER BY v.version FOR UPDATE OF v, m`);

const idsOf = (going: readonly Going[]): string[] => going.map(({ id }) => id);
const namesOf = (name: string, going: readonly Going[]): string[] =>
  going.map(({ version }) => `${name}@${version}`);
const gone = (by: string) => ({ deletedAt: new Date(), deletedBy: by });
const back = { deletedAt: null, deletedBy: null };

async function putDataset(
  db: Database,
  { dataset: name, version }: { dataset: string; version?: number },
  { by, confirmed = false }: { by: string; confirmed?: boolean },
): Promise<string[]> {
  const going = await datasetVersions(db, name, version, false);
  const names = namesOf(name, going);
  const wanted = version === undefined ? name : `${name}@${version}`;
  if (going.length === 0) throw new AppError('dataset.not-found', { dataset: wanted });
  await requireUnused(db, names.length === 1 ? names[0] : name, idsOf(going), confirmed);
  // The same files may come again while these wait.
  const data = { ...gone(by), sourcesHash: null };
  await db.datasetVersion.updateMany({ where: { id: { in: idsOf(going) } }, data });
  return names;
}

async function putModel(
  db: Database,
  { model: name, version }: { model: string; version?: number },
  { by }: { by: string },
): Promise<string[]> {
  const going = await modelVersions(db, name, version, false);
  if (going.length === 0) {
    const known = version !== undefined && (await modelVersions(db, name, undefined, false)).length > 0;
    if (known) throw new AppError('model.not-trained', { model: name, version });
    throw new AppError('model.not-found', { model: name });
  }
  const aliases = await db.modelAlias.findMany({ where: { versionId: { in: idsOf(going) } } });
  for (const { alias } of aliases) {
    if (version !== undefined) throw new AppError('model.in-use', { model: name, version, alias });
    await moveAlias(db, name, alias as Alias, { version: null, by });
  }
  await db.modelVersion.updateMany({ where: { id: { in: idsOf(going) } }, data: gone(by) });
  return namesOf(name, going);
}

async function putRun(db: Database, id: string, { by }: { by: string }): Promise<string[]> {
  const run = isUuid(id) ? await db.run.findFirst({ where: { id, deletedAt: null } }) : null;
  if (run === null) throw new AppError('run.not-found', { run: id });
  // Over stays over: nobody takes it up between these two.
  if (!isOver(run.state as RunState)) throw new AppError('run.active', { run: id, state: run.state });
  await db.run.update({ where: { id }, data: gone(by) });
  return [id];
}

async function restore(db: Database, subject: DeletionSubject): Promise<string[]> {
  if ('run' in subject) {
    const { run } = subject;
    const { count } = isUuid(run)
      ? await db.run.updateMany({ where: { id: run, deletedAt: { not: null } }, data: back })
      : { count: 0 };
    if (count === 0) throw new AppError('deleted.not-found', { what: run });
    return [run];
  }
  const name = 'dataset' in subject ? subject.dataset : subject.model;
  const waiting =
    'dataset' in subject
      ? await datasetVersions(db, name, subject.version, true)
      : await modelVersions(db, name, subject.version, true);
  const what = subject.version === undefined ? name : `${name}@${subject.version}`;
  if (waiting.length === 0) throw new AppError('deleted.not-found', { what });
  const change = { where: { id: { in: idsOf(waiting) } }, data: back };
  if ('dataset' in subject) await db.datasetVersion.updateMany(change);
  else await db.modelVersion.updateMany(change);
  return namesOf(name, waiting);
}

/** Whether a row has waited long enough; by the clock of the database, which also said when it was deleted. */
const overdue = (waitMs: number): Prisma.Sql =>
  Prisma.sql`deleted_at <= clock_timestamp() - ${waitMs}::float8 * interval '1 millisecond'`;

async function purgeDatasets(db: Database, waitMs: number, name: string | null): Promise<Removed> {
  const rows = await db.$queryRaw<{ name: string; ids: string[] }[]>(Prisma.sql`
    SELECT d.name, array_agg(v.id::text) AS ids FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id
    WHERE ${overdue(waitMs)} AND (${name}::text IS NULL OR d.name = ${name}) GROUP BY d.name`);
  const all: Removed = { deleted: [], hashes: [] };
  for (const { name, ids } of rows) {
    const { deleted, hashes } = await removeVersions(db, name, { ids, confirmed: true });
    all.deleted.push(...deleted.map((one) => `dataset:${one}`));
    all.hashes.push(...hashes);
  }
  return all;
}

async function purgeModels(db: Database, waitMs: number, name: string | null): Promise<Removed> {
  const rows = await db.$queryRaw<(Going & { model_id: bigint; name: string })[]>(Prisma.sql`
    SELECT v.id, v.version, v.model_id, m.name FROM model_versions v JOIN models m ON m.id = v.model_id
    WHERE ${overdue(waitMs)} AND (${name}::text IS NULL OR m.name = ${name}) FOR UPDATE OF v`);
  const hashes = await removeModelVersions(db, idsOf(rows));
  const models = rows.map(({ model_id }) => model_id);
  await db.model.deleteMany({ where: { id: { in: models }, versions: { none: {} } } });
  return { deleted: rows.map(({ name, version }) => `model:${name}@${version}`), hashes };
}

async function purgeRuns(db: Database, waitMs: number, run: string | null): Promise<Removed> {
  const rows = await db.$queryRaw<{ id: string }[]>(
    Prisma.sql`SELECT id FROM runs
      WHERE ${overdue(waitMs)} AND (${run}::uuid IS NULL OR id = ${run}::uuid) FOR UPDATE`,
  );
  const ids = rows.map(({ id }) => id);
  const held = await db.runCheckpoint.findMany({ where: { runId: { in: ids } }, select: { hashes: true } });
  await db.run.deleteMany({ where: { id: { in: ids } } });
  const hashes = await unreferenced(
    db,
    held.flatMap((one) => one.hashes),
  );
  return { deleted: ids.map((id) => `run:${id}`), hashes };
}

const purges = [
  ['model', purgeModels],
  ['dataset', purgeDatasets],
  ['run', purgeRuns],
] as const;

async function list(db: Client, { cursor, limit }: PageQuery) {
  const after = cursor === undefined ? null : Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (after !== null && (after.length !== 2 || Number.isNaN(Date.parse(after[0])) || !isUuid(after[1])))
    throw new AppError('request.invalid', { reason: 'cursor is not the nextCursor of a page' });
  const waiting = Prisma.sql`
    SELECT 'dataset' AS noun, d.name, v.version, v.id, v.deleted_at, v.deleted_by,
      (SELECT coalesce(sum(i.bytes), 0) FROM dataset_items i WHERE i.version_id = v.id)::float8 AS bytes
    FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id WHERE v.deleted_at IS NOT NULL
    UNION ALL
    SELECT 'model', m.name, v.version, v.id, v.deleted_at, v.deleted_by,
      (SELECT coalesce(sum(f.bytes), 0) FROM model_files f WHERE f.version_id = v.id)::float8
    FROM model_versions v JOIN models m ON m.id = v.model_id WHERE v.deleted_at IS NOT NULL
    UNION ALL
    SELECT 'run', register_as, NULL, id, deleted_at, deleted_by, 0 FROM runs WHERE deleted_at IS NOT NULL`;
  const further =
    after === null
      ? Prisma.sql`TRUE`
      : Prisma.sql`(deleted_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const [rows, [{ count }]] = await Promise.all([
    db.$queryRaw<DeletedTuple[]>(Prisma.sql`
      SELECT * FROM (${waiting}) AS waiting WHERE ${further}
      ORDER BY deleted_at DESC, id DESC LIMIT ${limit + 1}`),
    db.$queryRaw<{ count: bigint }[]>(Prisma.sql`SELECT count(*) FROM (${waiting}) AS waiting`),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const place = last && `${last.deleted_at.toISOString()} ${last.id}`;
  return {
    items: shown.map(toRow),
    nextCursor: rows.length > limit && place ? Buffer.from(place).toString('base64url') : null,
    total: Number(count),
  };
}

interface DeletedTuple extends Pick<DeletedItem, 'noun' | 'name' | 'version' | 'id' | 'bytes'> {
  readonly deleted_at: Date;
  readonly deleted_by: string;
}

const toRow = ({ deleted_at, deleted_by, ...row }: DeletedTuple): DeletedRow => ({
  ...row,
  deletedAt: deleted_at.toISOString(),
  deletedBy: deleted_by,
});

export const deletedRepository = (db: Client): DeletedRepository => ({
  put: (subject, options) =>
    db.$transaction((tx) => {
      if ('run' in subject) return putRun(tx, subject.run, options);
      return 'dataset' in subject ? putDataset(tx, subject, options) : putModel(tx, subject, options);
    }),
  restore: (subject) => db.$transaction((tx) => restore(tx, subject)),
  list: (query) => list(db, query),
  async purge(waitMs, subject) {
    const of: Readonly<Record<string, string | number | undefined>> = subject ?? {};
    const removed: Removed[] = [];
    for (const [noun, purge] of purges) {
      if (subject !== undefined && !(noun in subject)) continue;
      const name = subject === undefined ? null : String(of[noun]);
      removed.push(await db.$transaction((tx) => purge(tx, waitMs, name)));
    }
    return {
      deleted: removed.flatMap(({ deleted }) => deleted),
      hashes: removed.flatMap(({ hashes }) => hashes),
    };
  },
});
