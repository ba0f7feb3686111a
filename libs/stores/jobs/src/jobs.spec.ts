import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { openJobs } from './open-jobs.ts';
import type { JobEvent, Jobs, JobsPlace } from './jobs.ts';
import { countUp } from './testing/counting-job.ts';

const { DATABASE_URL: embedded = '', TEST_DATABASE_URL: server, TEST_REDIS_URL: redis } = process.env;
const namespace = `test_${randomUUID().replaceAll('-', '')}`;
const lockMs = 2000;

/** Both engines; one whose server is not named by its variable is counted as skipped. */
const engines = [
  { engine: 'embedded PostgreSQL', place: { databaseUrl: embedded, namespace }, ready: true },
  {
    engine: 'a PostgreSQL server (TEST_DATABASE_URL)',
    place: { databaseUrl: server ?? embedded, namespace },
    ready: server !== undefined,
  },
  {
    engine: 'Redis (TEST_REDIS_URL)',
    place: { databaseUrl: embedded, namespace, redisUrl: redis },
    ready: redis !== undefined,
  },
];

interface WorkerProcess {
  readonly child: ChildProcess;
  readonly said: string[];
}

const root = path.join(import.meta.dirname, '../../../..');
const program = path.join(import.meta.dirname, 'testing/worker-process.ts');
const processes: ChildProcess[] = [];

async function until<T>(what: string, look: () => T | Promise<T>, seconds = 40): Promise<NonNullable<T>> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(20)) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
  }
  throw new Error(`waited ${seconds} s for ${what}`);
}

async function aWorkerProcess(place: JobsPlace): Promise<WorkerProcess> {
  const loader = ['--conditions=@millwright/source', '--import', '@swc-node/register/esm-register'];
  const child = spawn(process.execPath, [...loader, program, JSON.stringify({ ...place, lockMs })], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', SWC_NODE_PROJECT: path.join(root, 'tsconfig.dev.json') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(child);
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  // A job that kills its worker may do so before the worker has said that it is ready.
  await until('the worker process', () => said.includes('ready') || child.signalCode !== null);
  return { child, said };
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
  });

async function clear({ databaseUrl, redisUrl }: JobsPlace): Promise<void> {
  if (redisUrl === undefined) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${namespace} CASCADE`);
    return client.end();
  }
  const client = new Redis(redisUrl);
  const keys = await client.keys(`${namespace}:*`);
  if (keys.length > 0) await client.del(...keys);
  client.disconnect();
}

describe.each(engines)('jobs on $engine', ({ place, ready }) => {
  const onEngine = ready ? it : it.skip;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'jobs-'));
  let jobs: Jobs;
  let events: JobEvent[];

  beforeAll(async () => {
    if (!ready) return;
    jobs = await openJobs(place);
    jobs.on((event) => events.push(event));
  });
  beforeEach(() => {
    events = [];
  });
  afterEach(async () => {
    for (const child of processes.splice(0)) {
      child.kill('SIGKILL');
      await ended(child);
    }
  });
  afterAll(async () => {
    fs.rmSync(directory, { recursive: true, force: true });
    if (!ready) return;
    await jobs.close();
    await clear(place);
  });

  const aPayload = (given: Partial<Parameters<typeof countUp.payload.parse>[0] & object> = {}) => ({
    run: randomUUID(),
    steps: 5,
    stepMs: 20,
    checkpoint: path.join(directory, randomUUID()),
    ...given,
  });
  const over = (id: string, state: string) =>
    until(`${id} to be ${state}`, async () => ((await jobs.get(id))?.state === state ? true : null));
  const eventsOf = (id: string) => events.filter((event) => event.id === id);

  onEngine('arrive at a worker process, and what it reports arrives here, in order', async () => {
    const { id, state, payload } = await jobs.enqueue(countUp, aPayload());
    expect({ state, steps: payload['steps'] }).toEqual({ state: 'pending', steps: 5 });
    await aWorkerProcess(place);
    await over(id, 'completed');
    await until('the last event', () => eventsOf(id).at(-1)?.state === 'completed');
    expect(eventsOf(id).map(({ state }) => state)).toEqual([
      'pending',
      'running',
      ...Array.from({ length: 5 }, () => 'running'),
      'completed',
    ]);
    const reports = eventsOf(id).flatMap(({ event }) => (event?.type === 'run' ? [event] : []));
    expect(reports.map(({ progress }) => progress)).toEqual([20, 40, 60, 80, 100]);
    expect(reports.flatMap(({ log }) => log.map(({ data }) => data['step']))).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(eventsOf(id).map(({ name }) => name))).toEqual(new Set(['test.count']));
    expect(await jobs.get(id)).toMatchObject({ state: 'completed', progress: 100 });
  });

  onEngine('go on from the last checkpoint after kill -9 of the worker, with one attempt more', async () => {
    const payload = aPayload({ steps: 30, stepMs: 60 });
    const first = await aWorkerProcess(place);
    const { id } = await jobs.enqueue(countUp, payload);
    await until('ten steps', () => eventsOf(id).filter(({ event }) => event !== null).length >= 10);
    first.child.kill('SIGKILL');
    await ended(first.child);
    const reached = Number(fs.readFileSync(payload.checkpoint, 'utf8'));
    const second = await aWorkerProcess(place);
    await over(id, 'completed');
    expect(reached).toBeLessThan(30);
    expect(second.said).toContain(`attempt 2 from ${reached}`);
    expect(fs.readFileSync(payload.checkpoint, 'utf8')).toBe('30');
  });

  onEngine('stop within one batch when another process cancels them', async () => {
    const payload = aPayload({ steps: 1000, stepMs: 300 });
    const worker = await aWorkerProcess(place);
    const { id } = await jobs.enqueue(countUp, payload);
    await until('the first step', () => eventsOf(id).some(({ event }) => event !== null));
    const before = Number(fs.readFileSync(payload.checkpoint, 'utf8'));
    expect(await jobs.cancel(id)).toBe('stopping');
    await over(id, 'canceled');
    // The batch that runs when the word arrives (at most 200 ms later) is the last one.
    const after = Number(fs.readFileSync(payload.checkpoint, 'utf8'));
    expect(after - before).toBeLessThanOrEqual(2);
    expect(worker.said).toContain(`stopped at ${after + 1}`);
    await until('the event', () => eventsOf(id).at(-1)?.state === 'canceled');
    expect(await jobs.cancel(id)).toBe('over');
  });

  onEngine('are removed at once when they are cancelled while they wait', async () => {
    const { id } = await jobs.enqueue(countUp, aPayload());
    expect(await jobs.cancel(id)).toBe('removed');
    expect(await jobs.get(id)).toBeNull();
    await until('the event', () => eventsOf(id).at(-1)?.state === 'canceled');
  });

  onEngine('are tried again after an error that may pass', async () => {
    const worker = await aWorkerProcess(place);
    const { id } = await jobs.enqueue(countUp, aPayload({ passing: 1 }));
    await over(id, 'completed');
    expect(worker.said.filter((line) => line.startsWith('attempt'))).toEqual([
      'attempt 1 from 0',
      'attempt 2 from 0',
    ]);
  });

  onEngine('fail at once on an error that will not pass, and can be put back by hand', async () => {
    const worker = await aWorkerProcess(place);
    const { id } = await jobs.enqueue(countUp, aPayload({ lasting: true }));
    await over(id, 'failed');
    expect(worker.said.filter((line) => line.startsWith('attempt'))).toHaveLength(1);
    expect(await jobs.retry(id)).toBe(true);
    await until(
      'the second try',
      () => worker.said.filter((line) => line.startsWith('attempt')).length === 2,
    );
    await over(id, 'failed');
    expect(await jobs.retry(randomUUID())).toBe(false);
  });

  onEngine('are given up, with a last word to their handler, when they kill every worker', async () => {
    const payload = aPayload({ deadAt: 3 });
    const { id } = await jobs.enqueue(countUp, payload);
    for (let death = 0; death <= countUp.attempts; death += 1)
      await ended((await aWorkerProcess(place)).child);
    await aWorkerProcess(place);
    await over(id, 'failed');
    expect(fs.readFileSync(payload.checkpoint, 'utf8')).toBe('lost');
  });

  onEngine('go back to their queue when the worker is asked to end, and no death is counted', async () => {
    const payload = aPayload({ steps: 20, stepMs: 50 });
    const { id } = await jobs.enqueue(countUp, payload);
    for (let restart = 0; restart <= countUp.attempts; restart += 1) {
      const { child, said } = await aWorkerProcess(place);
      await until('an attempt', () => said.some((line) => line.startsWith('attempt')));
      child.kill('SIGTERM');
      await ended(child);
      expect((await jobs.get(id))?.state).toBe('pending');
    }
    await aWorkerProcess(place);
    await over(id, 'completed');
  });

  onEngine('are kept while nothing of us runs, and done once it does again', async () => {
    const { id } = await jobs.enqueue(countUp, aPayload());
    await jobs.close();
    jobs = await openJobs(place);
    jobs.on((event) => events.push(event));
    expect(await jobs.get(id)).toMatchObject({ state: 'pending', name: 'test.count' });
    await aWorkerProcess(place);
    await over(id, 'completed');
  });

  onEngine('are added once under an id, and listed newest first', async () => {
    const id = `count-${randomUUID()}`;
    const payload = aPayload();
    await jobs.enqueue(countUp, payload, { id });
    const again = await jobs.enqueue(countUp, aPayload({ steps: 99 }), { id });
    expect(again.payload['steps']).toBe(5);
    await sleep(5);
    const { id: later } = await jobs.enqueue(countUp, aPayload());
    const ids = (await jobs.list()).map((job) => job.id);
    expect(ids.filter((known) => known === id)).toHaveLength(1);
    expect(ids.indexOf(later)).toBeLessThan(ids.indexOf(id));
    for (const waiting of [id, later]) await jobs.cancel(waiting);
  });

  onEngine('with a payload that is none are refused before they are kept', async () => {
    await expect(jobs.enqueue(countUp, { ...aPayload(), steps: 1.5 })).rejects.toThrow();
  });
});
