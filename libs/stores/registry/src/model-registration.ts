import { AppError } from '@millwright/contracts';
import { isUuid, json, type Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { findModelVersion, modelVersionParts, type ModelVersionRow } from './model-versions.ts';
import type { NewModelVersion } from './registry.ts';
import { nextVersion } from './version-numbers.ts';
import { announce } from './webhook-announcements.ts';

async function insertCases(db: Database, versionId: string, given: NewModelVersion['cases']): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    INSERT INTO model_cases (version_id, index, item, actual, predicted, confidence, scores)
    SELECT ${versionId}::uuid, (c.item ->> 'index')::int, c.item, c.actual, c.predicted, c.confidence, c.scores
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
           AS c(item jsonb, actual text, predicted text, confidence float8, scores jsonb)`);
}

const findByRun = (db: Database, runId: string) =>
  db.modelVersion.findUnique({ where: { runId }, include: modelVersionParts });

/** Keeps what a run gave; the run says what it was trained on. A second call for a run changes nothing. */
export async function registerModel(db: Database, given: NewModelVersion): Promise<ModelVersionRow> {
  const { name, run: runId, files, cases, ...figures } = given;
  const run = isUuid(runId)
    ? await db.run.findUnique({
        where: { id: runId },
        include: { trainedOn: { select: { contentHash: true } } },
      })
    : null;
  if (run === null) throw new AppError('run.not-found', { run: runId });
  // Also locks the model's row until the end of the transaction.
  const { id: modelId } = await db.model.upsert({ where: { name }, create: { name }, update: { name } });
  const known = await findByRun(db, runId);
  if (known !== null) return known;
  const isFirst = (await db.modelVersion.count({ where: { modelId } })) === 0;
  const version = await nextVersion(db, 'model', name);
  const { id } = await db.modelVersion.create({
    data: {
      ...figures,
      modelId,
      version,
      runId,
      definition: run.model,
      dataset: run.dataset,
      datasetVersion: run.datasetVersion,
      datasetHash: run.trainedOn?.contentHash ?? '',
      datasetVersionId: run.datasetVersionId,
      settings: json(run.settings),
      seed: run.seed,
      labels: json(figures.labels),
      metrics: json(figures.metrics),
      baseline: json(figures.baseline),
      report: json(figures.report),
    },
  });
  await db.modelFile.createMany({
    data: files.map(({ path, hash, bytes }) => ({ versionId: id, path, hash, bytes })),
  });
  await insertCases(db, id, cases);
  // A model goes with its last version, so the first one makes it.
  if (isFirst) await announce(db, 'registered_model.created', { name });
  const { dataset, datasetVersion } = run;
  await announce(db, 'model_version.created', { name, version, run: runId, dataset, datasetVersion });
  return findModelVersion(db, name, version);
}
