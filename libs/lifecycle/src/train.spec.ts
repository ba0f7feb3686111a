import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millwright/contracts';
import type { ImageExample } from './catalogue.ts';
import { aWorld, someWork, type World } from './testing/a-world.ts';
import { darkAndLight, repeated } from './testing/pictures.ts';

const keyOf = ({ image, label }: ImageExample): string =>
  createHash('sha256').update(label).update(image.data).digest('hex');

describe('a training', () => {
  let world: World;
  const seen = { train: [] as string[], validation: [] as string[] };
  let disposals = 0;

  beforeAll(async () => {
    world = await aWorld({
      watch: {
        saw: (part, example) => seen[part].push(keyOf(example)),
        disposed: () => disposals++,
      },
    });
  });
  afterAll(() => world.close());
  beforeEach(() => {
    [seen.train, seen.validation, disposals] = [[], [], 0];
  });

  const pending = async (dataset: string, settings: Record<string, unknown> = {}) => {
    const { version } = await world.registry.datasets.ready(dataset);
    const { id } = await world.registry.runs.create({
      model: 'vision/tiny',
      dataset,
      datasetVersion: version,
      settings: { epochs: 5, learningRate: 0.5, pauseMs: 0, ...settings },
      seed: 1,
      registerAs: dataset,
    });
    return id;
  };
  const scratchFolders = () =>
    fs.existsSync(path.join(world.directory, 'scratch'))
      ? fs.readdirSync(path.join(world.directory, 'scratch'))
      : [];

  it('never shows the model a test picture', async () => {
    const files = [
      ...darkAndLight({ count: 40, seed: 1, prefix: 'train/' }),
      ...darkAndLight({ count: 20, seed: 2, prefix: 'test/' }),
    ];
    await world.imported('given-parts', files);
    const run = await world.trained('given-parts');
    expect(run.state).toBe('completed');
    const cases = await world.lifecycle.cases('given-parts', 1, { limit: 500 });
    expect(cases.items.map(({ item }) => item.part)).toEqual(repeated(20, () => 'test'));
    expect(seen.train.length + seen.validation.length).toBe(40);
    expect(new Set([...seen.train, ...seen.validation]).size).toBe(40);
  });

  it('that splits by itself lets no copy of a picture be in two parts', async () => {
    const originals = darkAndLight({ count: 40, seed: 3 });
    const copies = originals.map(({ path: name, bytes }) => ({
      path: name.replace('.png', '-copy.png'),
      bytes,
    }));
    await world.imported('with-copies', [...originals, ...copies]);
    await world.trained('with-copies');
    const { items } = await world.lifecycle.cases('with-copies', 1, { limit: 500 });
    const train = new Set(seen.train);
    expect(seen.validation.filter((picture) => train.has(picture))).toEqual([]);
    expect(items.length + seen.train.length + seen.validation.length).toBe(80);
    // With no copy across parts, each part holds a picture and its copy, or neither.
    const hashes = items.map(({ item }) => item.hash);
    for (const hash of hashes) expect(hashes.filter((other) => other === hash)).toHaveLength(2);
    expect((await world.registry.models.version('with-copies', 1)).metrics).not.toHaveProperty('duplicates');
  });

  it('tells the accuracy without the test pictures that were in training too', async () => {
    const train = darkAndLight({ count: 40, seed: 4, prefix: 'train/' });
    const test = darkAndLight({ count: 10, seed: 5, prefix: 'test/' });
    const copies = train
      .slice(0, 4)
      .map(({ path: name, bytes }) => ({ path: name.replace('train', 'test'), bytes }));
    await world.imported('leaky', [...train, ...test.slice(4), ...copies]);
    await world.trained('leaky', { epochs: 10 });
    const { metrics, baseline, report } = await world.registry.models.version('leaky', 1);
    const { items } = await world.lifecycle.cases('leaky', 1, { limit: 500 });
    const known = new Set(copies.map(({ path: name }) => name));
    const unseen = items.filter(({ item }) => !known.has(item.path));
    expect(metrics.duplicates).toBe(4);
    expect(unseen).toHaveLength(6);
    const right = unseen.filter(({ actual, predicted }) => actual === predicted).length;
    expect(metrics['accuracy.withoutDuplicates']).toBeCloseTo(right / 6, 10);
    expect(baseline['accuracy.withoutDuplicates']).toBeCloseTo(
      unseen.filter(({ actual }) => actual === 'dark').length / 6,
      10,
    );
    expect(report.rows).toBe(10);
  });

  it('whose job comes twice registers once and keeps one model', async () => {
    await world.imported('twice', darkAndLight({ count: 40, seed: 6 }));
    const runId = await pending('twice');
    await world.lifecycle.trainRun({ runId }, someWork());
    const first = await world.registry.runs.get(runId);
    await world.lifecycle.trainRun({ runId }, someWork({ attempt: 2 }));
    expect(await world.registry.runs.get(runId)).toEqual(first);
    expect((await world.registry.models.get('twice')).versions).toEqual([1]);
  });

  it('whose worker died after registering is completed with the version it has', async () => {
    await world.imported('late', darkAndLight({ count: 40, seed: 7 }));
    const runId = await pending('late');
    const registry = world.registry.runs;
    const complete = registry.complete;
    Object.assign(registry, { complete: () => Promise.reject(new Error('the worker died')) });
    const work = someWork({ willRetry: () => true });
    await expect(world.lifecycle.trainRun({ runId }, work)).rejects.toThrow('the worker died');
    Object.assign(registry, { complete });
    expect(await registry.get(runId)).toMatchObject({ state: 'running' });
    seen.train = [];
    await world.lifecycle.trainRun({ runId }, someWork({ attempt: 2 }));
    expect(await registry.get(runId)).toMatchObject({
      state: 'completed',
      registered: { name: 'late', version: 1 },
    });
    expect(seen.train).toEqual([]); // nothing was learned anew
    expect((await world.registry.models.get('late')).versions).toEqual([1]);
  });

  it('that is given back goes on from its checkpoint and ends as if it had never stopped', async () => {
    await world.imported('interrupted', darkAndLight({ count: 60, seed: 8 }));
    await world.trained('interrupted', { epochs: 12 });
    const runId = await pending('interrupted', { epochs: 12, pauseMs: 60 });
    const stop = new AbortController();
    const first = world.lifecycle.trainRun({ runId }, someWork({ signal: stop.signal }));
    while (
      ((await world.registry.runs.loadCheckpoint(runId))?.state as { epochs: number } | undefined)?.epochs !==
      4
    )
      await sleep(5);
    stop.abort(new Error('the worker ends'));
    await expect(first).rejects.toThrow();
    expect(await world.registry.runs.get(runId)).toMatchObject({ state: 'running', attempts: 1 });
    await world.lifecycle.trainRun({ runId }, someWork({ attempt: 2 }));

    const [resumed, whole] = await world.registry.models.versions('interrupted');
    expect(resumed.run).toBe(runId);
    expect(resumed.metrics).toEqual(whole.metrics);
    expect(resumed.files).toEqual(whole.files); // the same weights, bit by bit
    const { points, attempts, log } = await world.registry.runs.detail(runId);
    expect(attempts).toBe(2);
    expect(points.filter(({ name }) => name === 'loss')).toHaveLength(12);
    expect(log).toContainEqual(
      expect.objectContaining({ event: 'run.resumed', data: { attempt: 2, fromCheckpoint: true } }),
    );
    expect(await world.registry.runs.loadCheckpoint(runId)).toBeNull();
  });

  it('that a person cancels ends within an epoch and leaves neither model, checkpoint nor scratch', async () => {
    await world.imported('cancelled', darkAndLight({ count: 40, seed: 9 }));
    const before = await world.held();
    const runId = await pending('cancelled', { epochs: 5000, pauseMs: 20 });
    const events: string[] = [];
    const training = world.lifecycle.trainRun(
      { runId },
      someWork({ report: async (event) => void (event.type === 'run' && events.push(event.state)) }),
    );
    while ((await world.registry.runs.loadCheckpoint(runId)) === null) await sleep(5);
    await world.lifecycle.cancelRun(runId, 'Ada');
    await training;
    expect(await world.registry.runs.get(runId)).toMatchObject({ state: 'canceled', registered: null });
    expect(events.at(-1)).toBe('canceled');
    expect(await world.held()).toEqual(before);
    expect(scratchFolders()).toEqual([]);
    await expect(world.lifecycle.cancelRun(runId, 'Ada')).rejects.toMatchObject({
      code: 'run.finished',
      params: { run: runId, state: 'canceled' },
    });
  });

  it('that is cancelled in the moment of its registration leaves no model', async () => {
    await world.imported('late-word', darkAndLight({ count: 40, seed: 15 }));
    const before = await world.held();
    const runId = await pending('late-word');
    const { models } = world.registry;
    const register = models.register;
    Object.assign(models, {
      register: async (...given: Parameters<typeof register>) => {
        const version = await register(...given);
        await world.lifecycle.cancelRun(runId, 'Ada');
        return version;
      },
    });
    await world.lifecycle.trainRun({ runId }, someWork());
    Object.assign(models, { register });
    expect(await world.registry.runs.get(runId)).toMatchObject({ state: 'canceled', registered: null });
    await expect(world.lifecycle.resolveModel('late-word')).rejects.toMatchObject({
      code: 'model.not-found',
    });
    expect(await world.held()).toEqual(before);
  });

  it('that fails says why and leaves neither model, checkpoint nor scratch', async () => {
    await world.imported('failing', darkAndLight({ count: 40, seed: 10 }));
    const before = await world.held();
    const { items } = await world.registry.items.list('failing', 1, { limit: 1 });
    await world.artifacts.delete(items[0].hash);
    const runId = await pending('failing');
    await expect(world.lifecycle.trainRun({ runId }, someWork())).rejects.toBeInstanceOf(AppError);
    const run = await world.registry.runs.detail(runId);
    expect(run).toMatchObject({ state: 'failed', registered: null, error: { code: 'artifact.not-found' } });
    expect(run.log.at(-1)).toMatchObject({ level: 'error', event: 'run.failed' });
    expect(await world.held()).toEqual(before.filter((hash) => hash !== items[0].hash));
    expect(scratchFolders()).toEqual([]);
  });

  it('lets go of the model it fitted', async () => {
    await world.imported('disposed', darkAndLight({ count: 40, seed: 11 }));
    await world.trained('disposed');
    expect(disposals).toBe(1);
  });

  it.each([
    [{ model: 'vision/none' }, 'model.unknown-definition'],
    [{ settings: { epochs: 0 } }, 'settings.invalid'],
    [{ dataset: 'nowhere' }, 'dataset.not-found'],
    [{ version: 9 }, 'dataset.not-found'],
  ])('asked for as %j is refused before anything is made', async (wrong, code) => {
    const { total } = await world.registry.runs.list({ limit: 1 });
    const request = { model: 'vision/tiny', dataset: 'twice', settings: {}, seed: 1, ...wrong };
    await expect(world.lifecycle.startRun(request, 'Ada')).rejects.toMatchObject({ code });
    expect((await world.registry.runs.list({ limit: 1 })).total).toBe(total);
  });

  it.each([
    ['no class', () => darkAndLight({ count: 10, seed: 30, prefix: 'test/' }), 'dataset.part-empty'],
    [
      'one class',
      () => [
        ...darkAndLight({ count: 10, seed: 31, prefix: 'test/' }),
        ...darkAndLight({ count: 10, seed: 32, prefix: 'train/' }).filter((_, i) => i % 2 === 0),
      ],
      'dataset.single-class',
    ],
  ])('is refused for a version whose training part holds %s', async (words, files, code) => {
    const dataset = words.replaceAll(' ', '-');
    await world.imported(dataset, files());
    const request = { model: 'vision/tiny', dataset, settings: {}, seed: 1 };
    await expect(world.lifecycle.startRun(request, 'Ada')).rejects.toMatchObject({ code });
  });

  it('is refused for a version that was rejected', async () => {
    await world.imported('rejected', [darkAndLight({ count: 2, seed: 12 })[0]]);
    const request = { model: 'vision/tiny', dataset: 'rejected', settings: {}, seed: 1 };
    await expect(world.lifecycle.startRun(request, 'Ada')).rejects.toMatchObject({
      code: 'dataset.not-ready',
    });
  });

  it('that was interrupted too often ends failed with the reason', async () => {
    await world.imported('lost', darkAndLight({ count: 40, seed: 13 }));
    const runId = await pending('lost');
    await world.registry.runs.begin(runId);
    await world.lifecycle.giveUpRun({ runId }, new AppError('job.lost', { job: 'train', attempts: 5 }));
    expect(await world.registry.runs.get(runId)).toMatchObject({
      state: 'failed',
      error: { code: 'job.lost' },
    });
  });

  it('whose job went missing gets one again', async () => {
    await world.imported('recovered', darkAndLight({ count: 40, seed: 14 }));
    const runId = await pending('recovered');
    expect(await world.lifecycle.recover()).toBe(1);
    expect(await world.registry.runs.get(runId)).toMatchObject({ state: 'completed' });
    expect(await world.lifecycle.recover()).toBe(0);
  });
});

describe('a model asked before it is trained', () => {
  it.each([
    ['nothing', 'model.not-found'],
    ['levels@7', 'model.not-trained'],
    ['levels@champion', 'model.not-trained'],
  ])('as %s is refused with %s', async (ref, code) => {
    const world = await aWorld();
    const files = darkAndLight({ count: 20 });
    await world.imported('levels', files);
    await world.trained('levels');
    await expect(world.lifecycle.resolveModel(ref)).rejects.toMatchObject({ code });
    await world.close();
  });
});
