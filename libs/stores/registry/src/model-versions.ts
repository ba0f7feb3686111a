import {
  AppError,
  parseModelRef,
  validationTag,
  type Alias,
  type ClassificationReport,
  type Metrics,
  type ModelVersionView,
  type Tags,
  type ValidationStatus,
} from '@millwright/contracts';
import type { Database } from './database.ts';
import type { Model as ModelRow, Prisma } from './generated/client.ts';

export const modelVersionParts = {
  model: { select: { name: true } },
  files: { orderBy: { path: 'asc' } },
  aliases: { select: { alias: true }, orderBy: { alias: 'asc' } },
} as const satisfies Prisma.ModelVersionInclude;
export type ModelVersionRow = Prisma.ModelVersionGetPayload<{ include: typeof modelVersionParts }>;

export const toModelVersionView = (row: ModelVersionRow): ModelVersionView => ({
  name: row.model.name,
  version: row.version,
  definition: row.definition,
  run: row.runId,
  dataset: row.dataset,
  datasetVersion: row.datasetVersion,
  datasetDeleted: row.datasetVersionId === null,
  datasetHash: row.datasetHash,
  settings: row.settings as ModelVersionView['settings'],
  seed: Number(row.seed),
  engine: row.engine,
  codeVersion: row.codeVersion,
  labels: row.labels as string[],
  threshold: row.threshold,
  metrics: row.metrics as Metrics,
  baseline: row.baseline as Metrics,
  report: row.report as unknown as ClassificationReport,
  files: row.files.map(({ path, hash, bytes }) => ({ path, hash, bytes: Number(bytes) })),
  seconds: row.seconds,
  createdAt: row.createdAt.toISOString(),
  aliases: row.aliases.map(({ alias }) => alias as Alias),
  tags: { ...(row.tags as Tags), [validationTag]: row.validationStatus },
  validation: {
    status: row.validationStatus as ValidationStatus,
    by: row.validatedBy,
    at: row.validatedAt?.toISOString() ?? null,
    note: row.validationNote,
  },
});

export type { ModelRow };

/** @throws AppError `model.not-found` */
export async function findModel(db: Database, name: string): Promise<ModelRow> {
  const model = await db.model.findFirst({ where: { name, versions: { some: { deletedAt: null } } } });
  if (model === null) throw new AppError('model.not-found', { model: name });
  return model;
}

/** @throws AppError `model.not-found`, `model.not-trained` */
export async function findModelVersion(
  db: Database,
  name: string,
  version: number,
): Promise<ModelVersionRow> {
  const row = await db.modelVersion.findFirst({
    where: { version, model: { name }, deletedAt: null },
    include: modelVersionParts,
  });
  if (row !== null) return row;
  await findModel(db, name);
  throw new AppError('model.not-trained', { model: name, version });
}

const findAliased = (db: Database, name: string, alias: Alias) =>
  db.modelVersion.findFirst({
    where: { model: { name }, aliases: { some: { alias } }, deletedAt: null },
    include: modelVersionParts,
  });

/** The version that `name`, `name@champion` or `name@3` means. */
export async function resolveModel(db: Database, ref: string): Promise<ModelVersionRow> {
  const { name, selector } = parseModelRef(ref);
  if (typeof selector === 'number') return findModelVersion(db, name, selector);
  const aliased = await findAliased(db, name, selector ?? 'champion');
  if (aliased !== null) return aliased;
  const { id: modelId } = await findModel(db, name);
  if (selector !== null) throw new AppError('model.not-trained', { model: name, version: selector });
  const newest = await db.modelVersion.findFirst({
    where: { modelId, deletedAt: null },
    orderBy: { version: 'desc' },
    include: modelVersionParts,
  });
  if (newest === null) throw new AppError('model.not-trained', { model: name, version: 1 });
  return newest;
}
