import {
  AppError,
  type Alias,
  type CaseQuery,
  type CaseView,
  type ModelView,
  type Tags,
} from '@millwright/contracts';
import type { Client, Database } from './database.ts';
import { Prisma, type ModelCase } from './generated/client.ts';
import { aliasHistory, moveAlias, returnAlias, standingAlias } from './model-aliases.ts';
import { removeModelVersions } from './model-deletion.ts';
import { registerModel } from './model-registration.ts';
import { reviewVersion } from './model-reviews.ts';
import {
  findModel,
  findModelVersion,
  modelVersionParts,
  resolveModel,
  toModelVersionView,
  type ModelRow,
} from './model-versions.ts';
import { keyOf, toPage } from './pages.ts';
import type { ModelsRepository, Removed } from './registry.ts';

const toCase = (
  row: Pick<ModelCase, 'item' | 'actual' | 'predicted' | 'confidence' | 'scores'>,
): CaseView => ({
  item: row.item as unknown as CaseView['item'],
  actual: row.actual,
  predicted: row.predicted,
  confidence: row.confidence,
  scores: row.scores as CaseView['scores'],
});

/** Views of models, in their order. */
async function toViews(db: Client, models: readonly ModelRow[]): Promise<ModelView[]> {
  const ids = models.map(({ id }) => id);
  const [rows, sizes] = await Promise.all([
    db.modelVersion.findMany({
      where: { modelId: { in: ids }, deletedAt: null },
      select: { id: true, modelId: true, version: true, aliases: { select: { alias: true } } },
      orderBy: { version: 'desc' },
    }),
    db.$queryRaw<{ model_id: bigint; bytes: bigint }[]>(Prisma.sql`
      SELECT model_id, sum(bytes)::bigint AS bytes FROM (
        SELECT DISTINCT v.model_id, f.hash, f.bytes FROM model_files f
        JOIN model_versions v ON v.id = f.version_id WHERE v.model_id = ANY (${ids}::bigint[]) AND v.deleted_at IS NULL
      ) AS artifacts GROUP BY model_id`),
  ]);
  const newest = new Map([...rows].reverse().map((row) => [row.modelId, row.id]));
  const latest = await db.modelVersion.findMany({
    where: { id: { in: [...newest.values()] } },
    include: modelVersionParts,
  });
  return models.flatMap(({ id, name, createdAt, tags }) => {
    const own = rows.filter(({ modelId }) => modelId === id);
    const last = latest.find(({ modelId }) => modelId === id);
    if (last === undefined) return [];
    const aliases = own.flatMap(({ version, aliases: names }) =>
      names.map(({ alias }) => ({ alias: alias as Alias, version })),
    );
    return {
      name,
      createdAt: createdAt.toISOString(),
      versions: own.map(({ version }) => version),
      latest: toModelVersionView(last),
      aliases: aliases.sort((a, b) => (a.alias < b.alias ? -1 : 1)),
      bytes: Number(sizes.find(({ model_id }) => model_id === id)?.bytes ?? 0),
      tags: tags as Tags,
    };
  });
}

async function listCases(db: Client, name: string, version: number, query: CaseQuery) {
  const { id } = await findModelVersion(db, name, version);
  const wanted = [Prisma.sql`version_id = ${id}::uuid`];
  if (query.actual !== undefined) wanted.push(Prisma.sql`actual = ${query.actual}`);
  if (query.predicted !== undefined) wanted.push(Prisma.sql`predicted = ${query.predicted}`);
  if (query.wrong === true) wanted.push(Prisma.sql`actual <> predicted`);
  if (query.wrong === false) wanted.push(Prisma.sql`actual = predicted`);
  const where = Prisma.join(wanted, ' AND ');
  const after = keyOf(query.cursor);
  const further = after === null ? Prisma.empty : Prisma.sql`AND index > ${after}`;
  const [rows, counted] = await Promise.all([
    db.$queryRaw<ModelCase[]>(Prisma.sql`
      SELECT index, item, actual, predicted, confidence, scores FROM model_cases
      WHERE ${where} ${further} ORDER BY index LIMIT ${query.limit + 1}`),
    db.$queryRaw<{ count: bigint }[]>(Prisma.sql`SELECT count(*) FROM model_cases WHERE ${where}`),
  ]);
  return toPage(rows, query.limit, Number(counted[0]?.count ?? 0), (row) => row.index, toCase);
}

async function deleteVersion(db: Database, name: string, version: number): Promise<Removed> {
  const row = await findModelVersion(db, name, version);
  const alias = row.aliases[0]?.alias;
  if (alias !== undefined) throw new AppError('model.in-use', { model: name, version, alias });
  const hashes = await removeModelVersions(db, [row.id]);
  const left = await db.modelVersion.count({ where: { modelId: row.modelId } });
  if (left === 0) await db.model.delete({ where: { id: row.modelId } });
  return { deleted: [`${name}@${version}`], hashes };
}

async function deleteModel(db: Database, name: string, by: string): Promise<Removed> {
  const { id: modelId } = await findModel(db, name);
  const aliases = await db.modelAlias.findMany({ where: { modelId }, select: { alias: true } });
  for (const { alias } of aliases) await moveAlias(db, name, alias as Alias, { version: null, by });
  const rows = await db.modelVersion.findMany({
    where: { modelId },
    select: { id: true, version: true },
    orderBy: { version: 'asc' },
  });
  const hashes = await removeModelVersions(
    db,
    rows.map(({ id }) => id),
  );
  await db.model.delete({ where: { id: modelId } });
  return { deleted: rows.map(({ version }) => `${name}@${version}`), hashes };
}

/** Models that are there: with a version that was not deleted. */
const present = { versions: { some: { deletedAt: null } } } as const;

const reading = (db: Client) =>
  ({
    async list(query) {
      const after = keyOf(query.cursor);
      const [rows, total] = await Promise.all([
        db.model.findMany({
          where: after === null ? present : { ...present, id: { lt: after } },
          orderBy: { id: 'desc' },
          take: query.limit + 1,
        }),
        db.model.count({ where: present }),
      ]);
      const page = toPage(
        rows,
        query.limit,
        total,
        (row) => row.id,
        (row) => row,
      );
      return { ...page, items: await toViews(db, page.items) };
    },
    async get(name) {
      const [view] = await toViews(db, [await findModel(db, name)]);
      if (view === undefined) throw new AppError('model.not-found', { model: name });
      return view;
    },
    async versions(name) {
      const { id: modelId } = await findModel(db, name);
      const rows = await db.modelVersion.findMany({
        where: { modelId, deletedAt: null },
        include: modelVersionParts,
        orderBy: { version: 'desc' },
      });
      return rows.map(toModelVersionView);
    },
    version: async (name, version) => toModelVersionView(await findModelVersion(db, name, version)),
    resolve: async (ref) => toModelVersionView(await resolveModel(db, ref)),
    standingAlias: (name, alias) => standingAlias(db, name, alias),
    history: (name) => aliasHistory(db, name),
    cases: (name, version, query) => listCases(db, name, version, query),
    async case(name, version, index) {
      const { id: versionId } = await findModelVersion(db, name, version);
      const row = await db.modelCase.findUnique({ where: { versionId_index: { versionId, index } } });
      if (row === null) throw new AppError('dataset.no-item', { dataset: `${name}@${version}`, index });
      return toCase(row);
    },
  }) satisfies Partial<ModelsRepository>;

export const modelsRepository = (db: Client): ModelsRepository => ({
  ...reading(db),
  register: (version) => db.$transaction(async (tx) => toModelVersionView(await registerModel(tx, version))),
  moveAlias: (name, alias, move) => db.$transaction((tx) => moveAlias(tx, name, alias, move)),
  returnAlias: (name, alias, move) => db.$transaction((tx) => returnAlias(tx, name, alias, move)),
  review: (name, version, review) =>
    db.$transaction(async (tx) => {
      await reviewVersion(tx, name, version, review);
      return toModelVersionView(await findModelVersion(tx, name, version));
    }),
  deleteVersion: (name, version) => db.$transaction((tx) => deleteVersion(tx, name, version)),
  delete: (name, by) => db.$transaction((tx) => deleteModel(tx, name, by)),
});
