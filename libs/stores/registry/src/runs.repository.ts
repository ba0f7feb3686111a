import {
  AppError,
  isOver,
  showProblem,
  type ItemProblem,
  type Locale,
  type LogLine,
  type Metrics,
  type MetricPoint,
  type RunStage,
  type RunState,
  type RunView,
  type Tags,
} from '@millwright/contracts';
import { isUuid, json, jsonOrNull, type Client, type Database } from './database.ts';
import { findVersion, requireReady } from './dataset-versions.ts';
import { Prisma, type Run } from './generated/client.ts';
import { deleteCheckpoint, loadCheckpoint, saveCheckpoint } from './run-checkpoints.ts';
import { compareRuns } from './run-comparison.ts';
import { searchRuns } from './run-search.ts';
import { announceRun } from './webhook-announcements.ts';
import type { NewLogLine, NewPoint, RunsRepository } from './registry.ts';

function toView(row: Run, locale: Locale): RunView {
  const { startedAt, finishedAt, registeredName, registeredNumber } = row;
  const error = row.error as unknown as ItemProblem | null;
  return {
    id: row.id,
    model: row.model,
    dataset: row.dataset,
    datasetVersion: row.datasetVersion,
    settings: row.settings as RunView['settings'],
    seed: Number(row.seed),
    registerAs: row.registerAs,
    state: row.state as RunState,
    stage: row.stage as RunStage,
    progress: row.progress,
    remainingSeconds: row.remainingSeconds,
    engine: row.engine,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    seconds: startedAt && finishedAt ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : null,
    metrics: row.metrics as Metrics | null,
    baseline: row.baseline as Metrics | null,
    registered:
      registeredName === null || registeredNumber === null
        ? null
        : { name: registeredName, version: registeredNumber },
    error: error === null ? null : showProblem(error, locale),
    tags: row.tags as Tags,
  };
}

async function findRun(db: Database, id: string): Promise<Run> {
  const row = isUuid(id) ? await db.run.findFirst({ where: { id, deletedAt: null } }) : null;
  if (row === null) throw new AppError('run.not-found', { run: id });
  return row;
}

/** One guarded change of state: it happens only where the run is in one of the states it may come from. */
async function change(
  db: Client,
  id: string,
  from: readonly RunState[],
  data: Prisma.RunUpdateManyMutationInput,
): Promise<RunView> {
  const known = await findRun(db, id);
  const row = await db.$transaction(async (tx) => {
    const [changed] = await tx.run.updateManyAndReturn({ where: { id, state: { in: [...from] } }, data });
    if (changed !== undefined) await announceRun(tx, changed);
    return changed;
  });
  if (row !== undefined) return toView(row, 'en');
  const { state } = isOver(known.state as RunState) ? known : await findRun(db, id);
  throw new AppError('run.finished', { run: id, state });
}

const ending = (state: RunState) => ({
  state,
  remainingSeconds: null,
  finishedAt: new Date(),
  stage: 'done',
});

async function begin(db: Client, id: string, engine: string | undefined): Promise<RunView> {
  const known = await findRun(db, id);
  const count = await db.$executeRaw(Prisma.sql`
    UPDATE runs SET state = 'running', stage = 'preparing', attempts = attempts + 1,
      engine = coalesce(${engine ?? null}, engine), started_at = coalesce(started_at, now())
    WHERE id = ${id}::uuid AND state IN ('pending', 'running')`);
  if (count === 0) throw new AppError('run.finished', { run: id, state: known.state });
  return toView(await findRun(db, id), 'en');
}

async function addPoints(db: Client, id: string, given: readonly NewPoint[]): Promise<MetricPoint[]> {
  const now = new Date().toISOString();
  const finite = given.filter(({ value }) => Number.isFinite(value));
  const points = finite.map(({ name, step, value, at }) => ({ name, step, value, at: at ?? now }));
  const last = new Map(points.map((point) => [`${point.step} ${point.name}`, point]));
  if (last.size === 0) return points;
  const count = await db.$executeRaw(Prisma.sql`
    INSERT INTO run_metrics (run_id, name, step, value, at)
    SELECT r.id, p.name, p.step, p.value, p.at
    FROM jsonb_to_recordset(${JSON.stringify([...last.values()])}::jsonb)
           AS p(name text, step int, value float8, at timestamptz), runs r
    WHERE r.id = ${id}::uuid
    ON CONFLICT (run_id, name, step) DO UPDATE SET value = excluded.value, at = excluded.at`);
  if (count === 0) throw new AppError('run.not-found', { run: id });
  return points;
}

function addLog(db: Client, id: string, lines: readonly NewLogLine[]): Promise<LogLine[]> {
  const now = new Date().toISOString();
  return db.$transaction(async (tx) => {
    const [run] = await tx.run.updateManyAndReturn({
      where: { id },
      data: { logLines: { increment: lines.length } },
      select: { logLines: true },
    });
    if (run === undefined) throw new AppError('run.not-found', { run: id });
    const first = run.logLines - lines.length + 1;
    const numbered = lines.map((line, place) => ({ ...line, at: line.at ?? now, seq: first + place }));
    await tx.runLogLine.createMany({
      data: numbered.map((line) => ({ ...line, runId: id, data: json(line.data) })),
    });
    return numbered;
  });
}

async function createRun(db: Client, run: Parameters<RunsRepository['create']>[0]): Promise<RunView> {
  const version = requireReady(await findVersion(db, run.dataset, run.datasetVersion));
  const row = await db.run.create({
    data: { ...run, settings: json(run.settings), datasetVersionId: version.id },
  });
  return toView(row, 'en');
}

const reading = (db: Client) =>
  ({
    async list(query, locale = 'en') {
      const { items, ...page } = await searchRuns(db, query);
      const rows = await db.run.findMany({ where: { seq: { in: items } } });
      const views = new Map(rows.map((row) => [row.seq, toView(row, locale)]));
      return { ...page, items: items.flatMap((seq) => views.get(seq) ?? []) };
    },
    compare: (request) => compareRuns(db, request),
    get: async (id, locale = 'en') => toView(await findRun(db, id), locale),
    async detail(id, locale = 'en') {
      const run = await findRun(db, id);
      const [points, log] = await Promise.all([
        db.runMetric.findMany({ where: { runId: id }, orderBy: [{ name: 'asc' }, { step: 'asc' }] }),
        db.runLogLine.findMany({ where: { runId: id }, orderBy: { seq: 'asc' } }),
      ]);
      return {
        ...toView(run, locale),
        points: points.map(({ name, step, value, at }) => ({ name, step, value, at: at.toISOString() })),
        log: log.map(({ seq, at, level, event, data }) => ({
          seq,
          at: at.toISOString(),
          level: level as LogLine['level'],
          event,
          data: data as LogLine['data'],
        })),
      };
    },
  }) satisfies Partial<RunsRepository>;

export const runsRepository = (db: Client): RunsRepository => ({
  ...reading(db),
  create: (run) => createRun(db, run),
  begin: (id, engine) => begin(db, id, engine),
  async progress(id, live) {
    const { count } = await db.run.updateMany({ where: { id, state: 'running' }, data: live });
    return count > 0;
  },
  addPoints: (id, points) => addPoints(db, id, points),
  addLog: (id, lines) => addLog(db, id, lines),
  complete: (id, { metrics, baseline, registered }) =>
    change(db, id, ['running'], {
      ...ending('completed'),
      progress: 100,
      metrics: json(metrics),
      baseline: json(baseline),
      registeredName: registered.name,
      registeredNumber: registered.version,
    }),
  fail: (id, error) =>
    change(db, id, ['pending', 'running'], { ...ending('failed'), error: jsonOrNull(error) }),
  cancel: (id) => change(db, id, ['pending', 'running'], ending('canceled')),
  saveCheckpoint: (id, checkpoint) => saveCheckpoint(db, id, checkpoint),
  loadCheckpoint: (id) => loadCheckpoint(db, id),
  deleteCheckpoint: (id) => deleteCheckpoint(db, id),
});
