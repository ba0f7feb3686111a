import pg from 'pg';
import { withTemporaryProduct, type TemporaryProduct } from '../reproduce/product.ts';
import { startApi } from './api-process.ts';
import { percentile, type Bench, type BenchRow } from './bench.ts';

const runs = 50_000;
const metricNames = 10_000;
const asked = 60;
const limitMs = 300;

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
  await client.query('ANALYZE runs');
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

const rowOf = (name: string, times: readonly number[]): BenchRow => {
  const ours = percentile(times, 0.95);
  const ratio = ours / limitMs;
  const judged = { target: 1, met: ratio <= 1 };
  return {
    case: name,
    engine: 'api',
    against: 'limit',
    ours,
    reference: limitMs,
    ratio,
    unit: 'ms',
    ...judged,
  };
};

export const registry: Bench = {
  name: 'registry',
  summary: {
    en: `pages of ${runs} runs with ${metricNames} names of metrics: 95th percentile of the time to an answer`,
    zh: `${runs} 个训练任务（${metricNames} 个指标名称）的分页查询：响应时间的第 95 百分位`,
  },
  options: ['case'],
  cases: Object.keys(questions),
  run: (cases) =>
    withTemporaryProduct(undefined, async (product) => {
      await fill(product);
      const server = await startApi(product, {});
      const rows: BenchRow[] = [];
      try {
        for (const name of cases) {
          await timesOf(server.port, questions[name]); // warm
          rows.push(rowOf(name, await timesOf(server.port, questions[name])));
        }
      } finally {
        await server.end();
      }
      return { rows, measuredWith: { runs: `${runs}, ${metricNames} names of metrics` }, leftOut: [] };
    }),
};
