import pg from 'pg';
import { withTemporaryProduct, type TemporaryProduct } from '../reproduce/product.ts';
import { startApi } from './api-process.ts';
import { percentile, type Bench, type BenchRow } from './bench.ts';

const runs = 50_000;
const metricNames = 10_000;
const asked = 60;
const limitMs = 300;
const compared = 500;
const steps = 1000;
const comparedLimitMs = 2000;
const comparison = 'runs-compared';

const questions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'runs-newest': {},
  'runs-filter': { filter: "metrics.accuracy > 0.9 AND params.epochs = '10'" },
  'runs-order': { order: 'metrics.accuracy DESC' },
  'runs-rare-metric': { filter: 'metrics.m4321 >= 0', order: 'metrics.m4321' },
};

/** Runs that are over, each with accuracy, loss and three of the many names; drawn by the database from one seed. */
async function fill({ databaseUrl }: TemporaryProduct): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('SELECT setseed(0.1)');
  await client.query(
    `INSERT INTO runs (id, model, dataset, dataset_version, settings, seed, register_as, state, stage, progress, engine,
                       attempts, started_at, finished_at, metrics, baseline)
     SELECT gen_random_uuid(), 'vision/defect-net', 'set-' || i % 40, 1,
            jsonb_build_object('epochs', i % 20 + 1, 'learningRate', random() / 100), i, 'model-' || i % 200,
            'completed', 'done', 100, 'wasm', 1, now(), now(),
            jsonb_build_object('accuracy', random(), 'loss', random(), 'm' || i % $2, random(),
                               'm' || (i * 7 + 1) % $2, random(), 'm' || (i * 13 + 2) % $2, random()),
            jsonb_build_object('accuracy', 0.5)
     FROM generate_series(1, $1::int) AS i`,
    [runs, metricNames],
  );
  await client.query(
    `INSERT INTO run_metrics (run_id, name, step, value, at)
     SELECT r.id, m.name, s, exp(-s / 300.0) + random() / 10, now()
     FROM (SELECT id FROM runs ORDER BY seq DESC LIMIT $1) AS r,
          unnest(ARRAY['loss', 'validation.accuracy']) AS m(name), generate_series(1, $2::int) AS s`,
    [compared, steps],
  );
  await client.query('ANALYZE runs, run_metrics');
  await client.end();
}

/** Times of a page of runs and of the page behind it [ms], as a program gets them from the api. */
async function timesOf(port: number, query: Readonly<Record<string, string>>): Promise<number[]> {
  const times: number[] = [];
  let cursor = '';
  for (let i = 0; i < asked; i++) {
    const search = new URLSearchParams({ ...query, limit: '50', ...(i % 2 === 1 && cursor && { cursor }) });
    const began = performance.now();
    const reply = await fetch(`http://127.0.0.1:${port}/api/v1/runs?${search}`);
    const page = (await reply.json()) as { nextCursor: string | null };
    times.push(performance.now() - began);
    if (!reply.ok) throw new Error(`the api answered ${reply.status}`);
    cursor = page.nextCursor ?? '';
  }
  return times.sort((left, right) => left - right);
}

/** Times until 500 runs stand side by side, with a curve of 1,000 points each, thinned to 100 [ms]. */
async function comparisonTimes(port: number): Promise<number[]> {
  const ask = (path: string, body?: object) =>
    fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    }).then((reply) => reply.json());
  const { items } = (await ask(`runs?limit=${compared}`)) as { items: { id: string }[] };
  const ids = items.map(({ id }) => id);
  const times: number[] = [];
  for (let i = 0; i < 10; i++) {
    const began = performance.now();
    const request = { ids, baseline: ids[i], metric: 'loss' };
    const { runs: found, curves } = (await ask('runs:compare', request)) as Record<
      'runs' | 'curves',
      object[]
    >;
    times.push(performance.now() - began);
    if (found.length !== compared || curves.length !== compared)
      throw new Error('not all runs were compared');
  }
  return times.sort((left, right) => left - right);
}

const timesOfCase = (name: string, port: number): Promise<number[]> =>
  name === comparison ? comparisonTimes(port) : timesOf(port, questions[name]);

const rowOf = (name: string, times: readonly number[]): BenchRow => {
  const ours = percentile(times, 0.95);
  const limit = name === comparison ? comparedLimitMs : limitMs;
  const ratio = ours / limit;
  const judged = { target: 1, met: ratio <= 1 };
  return {
    case: name,
    engine: 'api',
    against: 'limit',
    ours,
    reference: limit,
    ratio,
    unit: 'ms',
    ...judged,
  };
};

export const registry: Bench = {
  name: 'registry',
  summary: {
    en: `pages of ${runs} runs with ${metricNames} names of metrics, and ${compared} compared: 95th percentile of the time to an answer`,
    zh: `${runs} 个训练任务（${metricNames} 个指标名称）的分页查询及 ${compared} 个任务的比较：响应时间的第 95 百分位`,
  },
  options: ['case'],
  cases: [...Object.keys(questions), comparison],
  run: (cases) =>
    withTemporaryProduct(undefined, async (product) => {
      await fill(product);
      const server = await startApi(product, {});
      const rows: BenchRow[] = [];
      try {
        for (const name of cases) {
          await timesOfCase(name, server.port); // warm
          rows.push(rowOf(name, await timesOfCase(name, server.port)));
        }
      } finally {
        await server.end();
      }
      return { rows, measuredWith: { runs: `${runs}, ${metricNames} names of metrics` }, leftOut: [] };
    }),
};
