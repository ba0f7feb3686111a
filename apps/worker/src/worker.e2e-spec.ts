import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOver, type RunView } from '@millwright/contracts';
import { diskArtifacts } from '@millwright/artifacts';
import { openJobs, type Jobs } from '@millwright/jobs';
import { createLifecycle, type Lifecycle } from '@millwright/lifecycle';
import { darkAndLight, stored, tinyModel } from '@millwright/lifecycle/testing';
import { openRegistry, type Registry } from '@millwright/registry';
import { aDatabase, type TestDatabase } from '@millwright/registry/testing';
import { startProcess, type WorkerProcess } from './testing/worker-process.ts';

const epochs = 12;
const engines: [string, string | undefined][] = [['PostgreSQL', undefined]];
if (process.env.TEST_REDIS_URL) engines.push(['Redis', process.env.TEST_REDIS_URL]);

describe.each(engines)('a worker with jobs in %s', (_, redisUrl) => {
  let database: TestDatabase;
  let directory: string;
  let registry: Registry;
  let jobs: Jobs;
  let lifecycle: Lifecycle;
  const running: WorkerProcess[] = [];

  const start = async (program = 'tiny-worker.ts'): Promise<WorkerProcess> => {
    const worker = await startProcess(program, {
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl,
      DATA_DIR: directory,
      WORKER_LOCK_MS: '2000',
    });
    running.push(worker);
    return worker;
  };
  const startRun = (settings: Record<string, unknown>): Promise<RunView> =>
    lifecycle.startRun({ model: 'vision/tiny', dataset: 'levels', settings, seed: 1 }, 'tester');
  const until = async <T>(look: () => Promise<T | null | undefined | false>): Promise<T> => {
    for (;;) {
      const found = await look();
      if (found) return found;
      await sleep(20);
    }
  };
  const over = (id: string): Promise<RunView> =>
    until(async () => {
      const run = await registry.runs.get(id);
      return isOver(run.state) && run;
    });
  const epochOf = async (id: string): Promise<number> =>
    ((await registry.runs.loadCheckpoint(id))?.state as { epochs: number } | undefined)?.epochs ?? 0;
  const whole = async () => {
    const versions = await registry.models.versions('levels');
    return versions.at(-1)!; // the first training, which nobody interrupted
  };

  beforeAll(async () => {
    database = await aDatabase();
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'worker-'));
    registry = openRegistry(database.url);
    jobs = await openJobs({ databaseUrl: database.url, redisUrl });
    const artifacts = diskArtifacts(path.join(directory, 'artifacts'));
    lifecycle = createLifecycle({
      registry,
      jobs,
      artifacts,
      scratchDirectory: path.join(directory, 'scratch'),
      codeVersion: '0.0.0-test',
      models: [tinyModel()],
    });
    const sources = await stored(artifacts, darkAndLight({ count: 60 }));
    await lifecycle.receiveDataset({ name: 'levels', kind: 'images' }, sources, 'tester');
  }, 60_000);

  afterAll(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    await lifecycle.close();
    await jobs.close();
    await registry.close();
    await database.drop();
    fs.rmSync(directory, { recursive: true, force: true });
  }, 60_000);

  it('inspects a dataset and trains on it in a process of its own', async () => {
    const worker = await start();
    await until(async () => (await registry.datasets.version('levels', 1)).state === 'ready');
    const run = await over((await startRun({ epochs })).id);
    expect(run).toMatchObject({
      state: 'completed',
      attempts: 1,
      registered: { name: 'levels', version: 1 },
    });
    expect(worker.output()).toContain('"msg":"job.ended"');
  }, 60_000);

  it('killed in the middle of a training goes on from the checkpoint and ends with the same model', async () => {
    const { id } = await startRun({ epochs, pauseMs: 150 });
    await until(async () => (await epochOf(id)) >= 4);
    const killed = running.at(-1)!;
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    const at = await epochOf(id);
    expect(at).toBeLessThan(epochs);
    expect((await registry.runs.get(id)).state).toBe('running');

    await start();
    const run = await over(id);
    expect(run).toMatchObject({ state: 'completed', attempts: 2 });
    const [resumed, first] = [await registry.models.version('levels', 2), await whole()];
    expect(resumed.run).toBe(id);
    expect(resumed.metrics).toEqual(first.metrics);
    expect(resumed.files).toEqual(first.files);
    const { points, log } = await registry.runs.detail(id);
    expect(points.map(({ step }) => step)).toEqual(Array.from({ length: epochs }, (__, i) => i + 1));
    expect(log).toContainEqual(
      expect.objectContaining({ event: 'run.resumed', data: { attempt: 2, fromCheckpoint: true } }),
    );
    expect(await registry.runs.loadCheckpoint(id)).toBeNull();
  }, 90_000);

  it('asked to end gives its training back, exits cleanly, and another worker ends it alike', async () => {
    const { id } = await startRun({ epochs, pauseMs: 150 });
    await until(async () => (await epochOf(id)) >= 3);
    const asked = running.at(-1)!;
    asked.child.kill('SIGTERM');
    expect(await asked.ended).toBe(0);
    expect((await registry.runs.get(id)).state).toBe('running');
    expect(fs.readdirSync(path.join(directory, 'scratch'))).toEqual([]);

    await start();
    expect(await over(id)).toMatchObject({ state: 'completed', attempts: 2 });
    expect((await registry.models.version('levels', 3)).files).toEqual((await whole()).files);
  }, 90_000);

  it('stops a training that a person cancels', async () => {
    const { id } = await startRun({ epochs: 1000, pauseMs: 100 });
    await until(async () => (await epochOf(id)) >= 2);
    await lifecycle.cancelRun(id, 'Ada');
    await until(async () => (await registry.runs.loadCheckpoint(id)) === null);
    expect(await registry.runs.get(id)).toMatchObject({ state: 'canceled', registered: null });
    // The worker is free again.
    expect(await over((await startRun({ epochs: 2 })).id)).toMatchObject({ state: 'completed' });
  }, 60_000);

  it('ends when its launcher is gone', async () => {
    const orphan = running.at(-1)!;
    orphan.child.disconnect();
    expect(await orphan.ended).toBe(0);
  }, 30_000);

  it('started as in the product takes jobs and exits cleanly', async () => {
    const worker = await start('../main.ts');
    await until(async () => worker.output().includes('"msg":"worker.ready"'));
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  }, 60_000);
});
