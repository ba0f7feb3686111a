import {
  AppError,
  type DatasetView,
  type Finding,
  type FindingKind,
  type Locale,
} from '@millwright/contracts';
import type { Client } from './database.ts';
import { removeVersions } from './dataset-deletion.ts';
import { beginInspection, finishInspection, rejectVersion } from './dataset-inspection.ts';
import { deriveVersion, receiveVersion, sourcesOf } from './dataset-intake.ts';
import {
  findVersion,
  requireReady,
  toVersionView,
  versionParts,
  type VersionRow,
} from './dataset-versions.ts';
import type { Dataset, DatasetFinding } from './generated/client.ts';
import { keyOf, toPage } from './pages.ts';
import type { DatasetsRepository } from './registry.ts';

const toFinding = (row: DatasetFinding): Finding => ({
  kind: row.kind as FindingKind,
  severity: row.severity as Finding['severity'],
  count: row.count,
  details: row.details as Finding['details'],
  groups: row.groups as Finding['groups'],
  excludable: row.excludable,
});

/** Views of datasets, in their order, with their newest version each. */
async function toViews(db: Client, datasets: readonly Dataset[], locale: Locale): Promise<DatasetView[]> {
  const numbers = await db.datasetVersion.findMany({
    where: { datasetId: { in: datasets.map((dataset) => dataset.id) }, deletedAt: null },
    select: { id: true, datasetId: true, version: true },
    orderBy: { version: 'desc' },
  });
  const newest = new Map<bigint, string>();
  const versions = new Map<bigint, number[]>();
  for (const { id, datasetId, version } of numbers) {
    if (!newest.has(datasetId)) newest.set(datasetId, id);
    versions.set(datasetId, [...(versions.get(datasetId) ?? []), version]);
  }
  const rows = await db.datasetVersion.findMany({
    where: { id: { in: [...newest.values()] } },
    include: versionParts,
  });
  const latest = new Map<bigint, VersionRow>(rows.map((row) => [row.datasetId, row]));
  return datasets.flatMap((dataset) => {
    const row = latest.get(dataset.id);
    if (row === undefined) return []; // deleted while the list was read
    const { name, createdAt } = dataset;
    return {
      name,
      kind: dataset.kind as DatasetView['kind'],
      createdAt: createdAt.toISOString(),
      versions: versions.get(dataset.id) ?? [],
      latest: toVersionView(row, locale),
      bytes: Number(dataset.bytes),
      preview: row.preview,
    };
  });
}

/** Datasets that are there: with a version that was not deleted. */
const present = { versions: { some: { deletedAt: null } } } as const;

async function findDataset(db: Client, name: string): Promise<Dataset> {
  const dataset = await db.dataset.findFirst({ where: { name, ...present } });
  if (dataset === null) throw new AppError('dataset.not-found', { dataset: name });
  return dataset;
}

async function readyVersion(db: Client, name: string, version?: number): Promise<VersionRow> {
  if (version !== undefined) return requireReady(await findVersion(db, name, version));
  const { id } = await findDataset(db, name);
  const rows = {
    where: { datasetId: id, deletedAt: null },
    include: versionParts,
    orderBy: { version: 'desc' },
  } as const;
  const ready = await db.datasetVersion.findFirst({ ...rows, where: { ...rows.where, state: 'ready' } });
  if (ready !== null) return ready;
  const newest = await db.datasetVersion.findFirst(rows);
  if (newest === null) throw new AppError('dataset.not-found', { dataset: name });
  return requireReady(newest);
}

const reading = (db: Client) =>
  ({
    async list(query, locale = 'en') {
      const after = keyOf(query.cursor);
      const [rows, total] = await Promise.all([
        db.dataset.findMany({
          where: after === null ? present : { ...present, id: { lt: after } },
          orderBy: { id: 'desc' },
          take: query.limit + 1,
        }),
        db.dataset.count({ where: present }),
      ]);
      const page = toPage(
        rows,
        query.limit,
        total,
        (row) => row.id,
        (row) => row,
      );
      return { ...page, items: await toViews(db, page.items, locale) };
    },
    async get(name, locale = 'en') {
      const [view] = await toViews(db, [await findDataset(db, name)], locale);
      if (view === undefined) throw new AppError('dataset.not-found', { dataset: name });
      return view;
    },
    async versions(name, locale = 'en') {
      const { id: datasetId } = await findDataset(db, name);
      const rows = await db.datasetVersion.findMany({
        where: { datasetId, deletedAt: null },
        include: versionParts,
        orderBy: { version: 'desc' },
      });
      return rows.map((row) => toVersionView(row, locale));
    },
    version: async (name, version, locale = 'en') =>
      toVersionView(await findVersion(db, name, version), locale),
    ready: async (name, version, locale = 'en') =>
      toVersionView(await readyVersion(db, name, version), locale),
    async findings(name, version) {
      const { id: versionId } = await findVersion(db, name, version);
      const rows = await db.datasetFinding.findMany({ where: { versionId }, orderBy: { place: 'asc' } });
      return rows.map(toFinding);
    },
    async finding(name, version, kind) {
      const { id: versionId } = await findVersion(db, name, version);
      const row = await db.datasetFinding.findUnique({ where: { versionId_kind: { versionId, kind } } });
      return row === null ? null : toFinding(row);
    },
  }) satisfies Partial<DatasetsRepository>;

export const datasetsRepository = (db: Client): DatasetsRepository => ({
  ...reading(db),
  receive: (version) => db.$transaction(async (tx) => toVersionView(await receiveVersion(tx, version), 'en')),
  derive: (name, from, exclude) =>
    db.$transaction(async (tx) => toVersionView(await deriveVersion(tx, name, from, exclude), 'en')),
  sources: (name, version) => sourcesOf(db, name, version),
  beginInspection: (name, version) =>
    db.$transaction(async (tx) => toVersionView(await beginInspection(tx, name, version), 'en')),
  async progress(name, version, live) {
    const { count } = await db.datasetVersion.updateMany({
      where: { version, state: 'inspecting', dataset: { name } },
      data: { progress: live.progress, remainingSeconds: live.remainingSeconds },
    });
    return count > 0;
  },
  finish: (name, version, result, locale = 'en') =>
    db.$transaction(async (tx) => toVersionView(await finishInspection(tx, name, version, result), locale)),
  reject: (name, version, error, problems = []) =>
    db.$transaction((tx) => rejectVersion(tx, name, version, { error, problems })),
  deleteVersion: (name, version, options = {}) =>
    db.$transaction(async (tx) => {
      const { id } = await findVersion(tx, name, version);
      return removeVersions(tx, name, { ids: [id], confirmed: options.confirmed ?? false });
    }),
  delete: (name, options = {}) =>
    db.$transaction(async (tx) => {
      const rows = await tx.datasetVersion.findMany({ where: { dataset: { name } }, select: { id: true } });
      if (rows.length === 0) throw new AppError('dataset.not-found', { dataset: name });
      return removeVersions(tx, name, {
        ids: rows.map(({ id }) => id),
        confirmed: options.confirmed ?? false,
      });
    }),
});
