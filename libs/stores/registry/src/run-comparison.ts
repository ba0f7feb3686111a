import {
  mostCompared,
  type CompareRuns,
  type ComparedFigure,
  type ComparedRun,
  type Metrics,
  type RunComparison,
  type Tags,
} from '@millwright/contracts';
import type { Client } from './database.ts';
import { Prisma, type Run } from './generated/client.ts';
import { searchRuns } from './run-search.ts';

type Row = Pick<Run, 'id' | 'registerAs' | 'state' | 'model' | 'dataset' | 'datasetVersion' | 'seed'> &
  Pick<Run, 'engine' | 'createdAt' | 'startedAt' | 'finishedAt' | 'settings' | 'metrics' | 'tags' | 'seq'>;

function figureOf(value: number, baseline: number | undefined): ComparedFigure {
  if (baseline === undefined) return { value, difference: null, ratio: null };
  return { value, difference: value - baseline, ratio: baseline === 0 ? null : value / baseline };
}

function toCompared(row: Row, baseline: Metrics): ComparedRun {
  const { startedAt, finishedAt } = row;
  const figures = Object.entries((row.metrics ?? {}) as Metrics).map(
    ([name, value]) =>
      [name, figureOf(value, Object.hasOwn(baseline, name) ? baseline[name] : undefined)] as const,
  );
  return {
    id: row.id,
    name: row.registerAs,
    state: row.state as ComparedRun['state'],
    model: row.model,
    dataset: row.dataset,
    datasetVersion: row.datasetVersion,
    seed: Number(row.seed),
    engine: row.engine,
    createdAt: row.createdAt.toISOString(),
    seconds: startedAt && finishedAt ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : null,
    params: row.settings as ComparedRun['params'],
    figures: Object.fromEntries(figures),
    tags: row.tags as Tags,
  };
}

/** Names of all params; one differs where any two runs have another value of it, or one run has none. */
export function paramsOf(runs: readonly Pick<ComparedRun, 'params'>[]): RunComparison['params'] {
  const names = [...new Set(runs.flatMap(({ params }) => Object.keys(params)))].sort();
  return names.map((name) => {
    const values = runs.map(({ params }) => JSON.stringify(params[name]) ?? '');
    return { name, differs: values.some((value) => value !== values[0]) };
  });
}

/** Names and how many have them, commonest first. */
export function countsOf(lists: readonly (readonly string[])[]): { name: string; runs: number }[] {
  const counts = new Map<string, number>();
  for (const names of lists) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, runs]) => ({ name, runs }))
    .sort((a, b) => b.runs - a.runs || (a.name < b.name ? -1 : 1));
}

/** Names of the curves of runs. Steps from name to name through the key of the table, past the points. */
async function curveNames(db: Client, ids: string[]): Promise<RunComparison['metrics']> {
  const rows = await db.$queryRaw<{ name: string; runs: bigint }[]>(Prisma.sql`
    WITH RECURSIVE names AS (
      SELECT r.id, (SELECT min(m.name) FROM run_metrics m WHERE m.run_id = r.id) AS name
      FROM unnest(${ids}::uuid[]) AS r(id)
      UNION ALL
      SELECT n.id, (SELECT min(m.name) FROM run_metrics m WHERE m.run_id = n.id AND m.name > n.name)
      FROM names n WHERE n.name IS NOT NULL)
    SELECT name, count(*) AS runs FROM names WHERE name IS NOT NULL GROUP BY name ORDER BY runs DESC, name`);
  return rows.map(({ name, runs }) => ({ name, runs: Number(runs) }));
}

/**
 * Curves of at most `most` points each. A longer one is cut into equal spans of steps, of which the least and the
 * greatest value stay, with the first and the last point: no peak is lost, wherever it is.
 */
async function thinnedCurves(
  db: Client,
  ids: string[],
  metric: string,
  most: number,
): Promise<RunComparison['curves']> {
  const spans = Math.floor((most - 2) / 2);
  return db.$queryRaw<RunComparison['curves']>(Prisma.sql`
    WITH whole AS (
      SELECT run_id, min(step) AS low, max(step) AS high, count(*) AS count,
             min(ARRAY[step::float8, value]) AS first, max(ARRAY[step::float8, value]) AS last
      FROM run_metrics WHERE run_id = ANY (${ids}::uuid[]) AND name = ${metric} GROUP BY run_id),
    spans AS (
      SELECT m.run_id, min(ARRAY[m.value, m.step]) AS least, max(ARRAY[m.value, m.step]) AS most
      FROM whole w JOIN run_metrics m ON m.run_id = w.run_id AND m.name = ${metric}
      WHERE w.count > ${most}
      GROUP BY m.run_id, (m.step::bigint - w.low) * ${spans} / (w.high::bigint - w.low + 1)),
    points AS (
      SELECT run_id, least[2] AS step, least[1] AS value FROM spans
      UNION SELECT run_id, most[2], most[1] FROM spans
      UNION SELECT run_id, first[1], first[2] FROM whole
      UNION SELECT run_id, last[1], last[2] FROM whole
      UNION SELECT m.run_id, m.step, m.value
      FROM whole w JOIN run_metrics m ON m.run_id = w.run_id AND m.name = ${metric} WHERE w.count <= ${most})
    SELECT run_id AS run, json_agg(json_build_array(step, value) ORDER BY step) AS points
    FROM points GROUP BY run_id`);
}

/** The runs that are asked for, in that order, and the ids that are none. */
async function wantedRuns(
  db: Client,
  { ids, filter, baseline }: CompareRuns,
): Promise<{ rows: Row[]; missing: string[] }> {
  const pinned = baseline === undefined ? [] : [baseline];
  if (ids === undefined) {
    const { items } = await searchRuns(db, { limit: mostCompared, filter });
    const rows = await db.run.findMany({
      where: { OR: [{ seq: { in: items } }, { id: { in: pinned } }], deletedAt: null },
    });
    const found = new Set(rows.map(({ id }) => id));
    rows.sort((a, b) => (a.seq < b.seq ? 1 : -1));
    return { rows, missing: pinned.filter((id) => !found.has(id)) };
  }
  const wanted = [...new Set([...ids, ...pinned].map((id) => id.toLowerCase()))];
  const rows = new Map(
    (await db.run.findMany({ where: { id: { in: wanted }, deletedAt: null } })).map((row) => [row.id, row]),
  );
  return {
    rows: wanted.flatMap((id) => rows.get(id) ?? []),
    missing: wanted.filter((id) => !rows.has(id)),
  };
}

/** See `RunsRepository.compare`. */
export async function compareRuns(db: Client, request: CompareRuns): Promise<RunComparison> {
  const { rows, missing } = await wantedRuns(db, request);
  const pinned = rows.find(({ id }) => id === request.baseline?.toLowerCase());
  const baseline = (pinned?.metrics ?? {}) as Metrics;
  const runs = rows.map((row) => toCompared(row, baseline));
  const ids = runs.map(({ id }) => id);
  const metrics = await curveNames(db, ids);
  const metric = request.metric ?? metrics[0]?.name ?? null;
  const curves = metric === null ? [] : await thinnedCurves(db, ids, metric, request.points);
  const place = new Map(ids.map((id, at) => [id, at]));
  return {
    runs,
    missing,
    baseline: pinned?.id ?? null,
    params: paramsOf(runs),
    figures: countsOf(runs.map(({ figures }) => Object.keys(figures))),
    metrics,
    metric,
    curves: curves.sort((a, b) => (place.get(a.run) ?? 0) - (place.get(b.run) ?? 0)),
  };
}
