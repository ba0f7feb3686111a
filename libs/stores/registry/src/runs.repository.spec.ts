import { randomUUID } from 'node:crypto';
import { AppError } from '@millwright/contracts';
import pg from 'pg';
import type { Registry } from './registry.ts';
import { aDataset, aHash, aRegistry, aRun, testServers } from './testing.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const at = '2026-01-02T03:04:05.678Z';
const result = {
  metrics: { accuracy: 0.99 },
  baseline: { accuracy: 0.6 },
  registered: { name: 'm', version: 1 },
};

describe.each(testServers())('runs on $name', ({ url }) => {
  let registry: Registry & { url: string };
  beforeAll(async () => {
    registry = await aRegistry({ server: url });
  });
  afterAll(() => registry.close());

  it('go from pending over running to completed, and tell how long it took', async () => {
    const run = await aRun(registry, { seed: 2 ** 40 });
    expect(run).toMatchObject({
      state: 'pending',
      stage: 'waiting',
      attempts: 0,
      seconds: null,
      seed: 2 ** 40,
    });
    expect(await registry.runs.begin(run.id, 'wasm')).toMatchObject({
      state: 'running',
      attempts: 1,
      engine: 'wasm',
    });
    const live = { stage: 'training', progress: 40, remainingSeconds: 12 } as const;
    expect(await registry.runs.progress(run.id, live)).toBe(true);
    expect(await registry.runs.get(run.id)).toMatchObject(live);
    const done = await registry.runs.complete(run.id, result);
    expect(done).toMatchObject({
      state: 'completed',
      stage: 'done',
      progress: 100,
      remainingSeconds: null,
      ...result,
    });
    const [start, end] = [Date.parse(done.startedAt ?? ''), Date.parse(done.finishedAt ?? '')];
    expect(done.seconds).toBeCloseTo((end - start) / 1000, 6);
    expect(await registry.runs.progress(run.id, live)).toBe(false);
  });

  it('are taken up again by the next worker, as one attempt more from the same start', async () => {
    const run = await aRun(registry);
    const first = await registry.runs.begin(run.id, 'cpu');
    const second = await registry.runs.begin(run.id);
    expect(second).toMatchObject({
      attempts: 2,
      engine: 'cpu',
      startedAt: first.startedAt,
      state: 'running',
    });
  });

  it('end once: of many ends at the same moment one holds', async () => {
    const run = await aRun(registry);
    await registry.runs.begin(run.id);
    const codes = await Promise.all([
      codeOf(registry.runs.complete(run.id, result)),
      codeOf(registry.runs.cancel(run.id)),
      codeOf(registry.runs.fail(run.id, { code: 'network.diverged', params: { step: 3 } })),
    ]);
    expect(codes.sort()).toEqual(['no error', 'run.finished', 'run.finished']);
    expect(await codeOf(registry.runs.begin(run.id))).toBe('run.finished');
  });

  it('cannot be completed before they began', async () => {
    const run = await aRun(registry);
    expect(await codeOf(registry.runs.complete(run.id, result))).toBe('run.finished');
    expect((await registry.runs.cancel(run.id)).state).toBe('canceled');
  });

  it('say why they failed, in the language asked for', async () => {
    const run = await aRun(registry);
    await registry.runs.fail(run.id, { code: 'network.diverged', params: { step: 3 } });
    expect((await registry.runs.get(run.id, 'zh')).error).toMatchObject({
      code: 'network.diverged',
      message: '第 3 步之后损失不再是数值。',
    });
  });

  it('are not known under a wrong id, whatever it looks like', async () => {
    expect(await codeOf(registry.runs.get(randomUUID()))).toBe('run.not-found');
    expect(await codeOf(registry.runs.detail("1' OR true"))).toBe('run.not-found');
    expect(await codeOf(registry.runs.begin('7'))).toBe('run.not-found');
  });

  it('need a dataset version that is ready', async () => {
    const { dataset } = await aDataset(registry);
    await registry.datasets.derive(dataset, 1, [0]);
    expect(await codeOf(aRun(registry, { dataset, datasetVersion: 2 }))).toBe('dataset.not-ready');
    expect(await codeOf(aRun(registry, { dataset, datasetVersion: 9 }))).toBe('dataset.not-found');
  });

  it('hold a point once when a resumed worker writes a step again, and leave out what is no number', async () => {
    const { id } = await aRun(registry);
    await registry.runs.addPoints(id, [
      { name: 'loss', step: 1, value: 0.9, at },
      { name: 'loss', step: 2, value: 0.8, at },
      { name: 'accuracy', step: 1, value: 0.5, at },
    ]);
    await registry.runs.addPoints(id, [
      { name: 'loss', step: 2, value: 0.7, at },
      { name: 'loss', step: 2, value: 0.75, at },
      { name: 'loss', step: 3, value: NaN, at },
    ]);
    expect((await registry.runs.detail(id)).points).toEqual([
      { name: 'accuracy', step: 1, value: 0.5, at },
      { name: 'loss', step: 1, value: 0.9, at },
      { name: 'loss', step: 2, value: 0.75, at },
    ]);
    expect(await codeOf(registry.runs.addPoints(randomUUID(), [{ name: 'x', step: 1, value: 1 }]))).toBe(
      'run.not-found',
    );
  });

  it('number their log lines, also when two writers write at once', async () => {
    const { id } = await aRun(registry);
    const line = (event: string) => ({ level: 'info', event, data: { epoch: 1, best: true } }) as const;
    const [first] = await registry.runs.addLog(id, [line('a'), { ...line('b'), at }]);
    expect(first).toMatchObject({ seq: 1, event: 'a' });
    await Promise.all([
      registry.runs.addLog(id, [line('c')]),
      registry.runs.addLog(id, [line('d'), line('e')]),
    ]);
    const { log } = await registry.runs.detail(id);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(log[1]).toEqual({ ...line('b'), seq: 2, at });
  });

  it('keep one checkpoint and name the artifacts of the one before', async () => {
    const { id } = await aRun(registry);
    expect(await registry.runs.loadCheckpoint(id)).toBeNull();
    const state = { epoch: 3, best: { value: 0.25, at: [1, 2] } };
    const first = { weights: aHash(`${id} 1`), optimiser: aHash(`${id} same`) };
    expect(await registry.runs.saveCheckpoint(id, { state, files: first })).toEqual([]);
    expect(await registry.runs.loadCheckpoint(id)).toEqual({ state, files: first });
    const second = { weights: aHash(`${id} 2`), optimiser: first.optimiser };
    expect(await registry.runs.saveCheckpoint(id, { state, files: second })).toEqual([first.weights]);
    expect(await registry.references.unreferenced(Object.values(second))).toEqual([]);
    expect((await registry.runs.deleteCheckpoint(id)).sort()).toEqual(Object.values(second).sort());
    expect(await registry.runs.deleteCheckpoint(id)).toEqual([]);
  });

  it('are listed quickly, newest first, when there are 50,000 of them', async () => {
    const { dataset } = await aDataset(registry);
    const client = new pg.Client({ connectionString: registry.url });
    await client.connect();
    await client.query(`
      INSERT INTO runs (id, model, dataset, dataset_version, settings, seed, register_as, state)
      SELECT gen_random_uuid(), 'vision/defect-net', '${dataset}', 1, '{}', n, 'many',
             (ARRAY['pending', 'running', 'completed', 'completed', 'completed'])[1 + n % 5]
      FROM generate_series(1, 50000) AS n`);
    await client.query('ANALYZE runs');
    const seeds = async (query: object) => {
      const start = performance.now();
      const page = await registry.runs.list({ limit: 3, dataset, ...query });
      return { seeds: page.items.map(({ seed }) => seed), page, ms: performance.now() - start };
    };
    const first = await seeds({});
    expect(first.seeds).toEqual([50000, 49999, 49998]);
    expect(first.page.total).toBe(50000);
    expect((await seeds({ cursor: first.page.nextCursor })).seeds).toEqual([49997, 49996, 49995]);
    const running = await seeds({ state: 'running' });
    expect({ seeds: running.seeds, total: running.page.total }).toEqual({
      seeds: [49996, 49991, 49986],
      total: 10000,
    });
    expect(Math.max(first.ms, running.ms)).toBeLessThan(1000); // about 20 ms on an idle machine
    // The rows themselves come by index: without one the plan would sort or scan all of them.
    const plan = await client.query<{ 'QUERY PLAN': string }>(
      "EXPLAIN SELECT * FROM runs WHERE state = 'running' AND seq < 40000 ORDER BY seq DESC LIMIT 50",
    );
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
      /Index Scan( Backward)? using runs_/,
    );
    await client.end();
  });
});
