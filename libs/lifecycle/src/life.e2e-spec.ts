import { seeded } from '@millwright/tensors';
import { encodePng } from '@millwright/readers';
import { aPicture, darkAndLight } from './testing/pictures.ts';
import { aWorld, type World } from './testing/a-world.ts';

describe('the life of a dataset and a model', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  it('imports a folder per class: pictures, classes, no scratch left', async () => {
    const version = await world.imported('levels', darkAndLight({ count: 80 }));
    expect(version).toMatchObject({ state: 'ready', version: 1, rows: 80, rejected: 0, progress: 100 });
    expect(
      version.profile?.classes.map(({ label, total, unassigned }) => [label, total, unassigned]),
    ).toEqual([
      ['dark', 40, 40],
      ['light', 40, 40],
    ]);
    expect(version.profile).toMatchObject({ width: { min: 16, max: 16 }, colour: false });
  });

  it('leaves pictures out in a new version, and the old one and the bytes as they were', async () => {
    const before = await world.held();
    const result = await world.lifecycle.deriveVersion(
      'levels',
      { from: 1, exclude: [0, 7], excludeFindings: [] },
      'tester',
    );
    const [derived, old] = await world.registry.datasets.versions('levels');
    expect(result).toMatchObject({ dataset: 'levels', version: 2 });
    expect(derived).toMatchObject({ version: 2, state: 'ready', rows: 78, excluded: 2, parent: 1 });
    expect(old).toMatchObject({ version: 1, state: 'ready', rows: 80 });
    expect(derived.contentHash).not.toBe(old.contentHash);
    expect(await world.held()).toEqual(before);
  });

  it('trains on the newest version, judges on pictures it never saw, and registers with lineage', async () => {
    const run = await world.trained('levels', { epochs: 20 });
    expect(run).toMatchObject({
      state: 'completed',
      stage: 'done',
      progress: 100,
      datasetVersion: 2,
      registered: { name: 'levels', version: 1 },
      engine: 'arithmetic',
      error: null,
    });
    const model = await world.registry.models.version('levels', 1);
    const { contentHash } = await world.registry.datasets.version('levels', 2);
    expect(model).toMatchObject({
      run: run.id,
      dataset: 'levels',
      datasetVersion: 2,
      datasetHash: contentHash,
      definition: 'vision/tiny',
      seed: 1,
      codeVersion: '0.0.0-test',
      labels: ['dark', 'light'],
      settings: { epochs: 20, learningRate: 0.5, pauseMs: 0 },
    });
    // Two normal distributions 30 apart with deviation 12 are told apart with Φ(30 / 24) = 0.894 at best.
    expect(model.metrics.accuracy).toBeGreaterThan(0.7);
    expect(model.baseline.accuracy).toBeCloseTo(0.5, 1);
    expect(run.metrics).toEqual(model.metrics);
    expect(model.report.rows).toBe(12); // 15 % of 78 pictures
  });

  it('kept a curve and a log, and told of them while it trained', async () => {
    const { items } = await world.registry.runs.list({ limit: 1 });
    const { points, log } = await world.registry.runs.detail(items[0].id);
    expect(points.filter(({ name }) => name === 'loss').map(({ step }) => step)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(log.map(({ event }) => event)).toEqual(['run.split', 'run.registered']);
    const told = world.events.flatMap((event) => (event.type === 'run' ? [event] : []));
    expect(told.flatMap((event) => event.points)).toHaveLength(points.length);
    expect(told.at(-1)).toMatchObject({ state: 'completed', stage: 'done', progress: 100 });
    const progress = told.map((event) => event.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('keeps what the model said to each held-out picture', async () => {
    const { report } = await world.registry.models.version('levels', 1);
    const all = await world.lifecycle.cases('levels', 1, { limit: 500 });
    const wrong = await world.lifecycle.cases('levels', 1, { limit: 500, wrong: true });
    expect(all.total).toBe(report.rows);
    const right = report.matrix.reduce((sum, row, i) => sum + row[i], 0);
    expect(wrong.total).toBe(report.rows - right);
    expect(wrong.items.every(({ actual, predicted }) => actual !== predicted)).toBe(true);
  });

  it('answers with the champion where there is one, else with the newest version', async () => {
    await world.trained('levels', { epochs: 2 });
    const version = async () => (await world.lifecycle.resolveModel('levels')).version;
    expect(await version()).toBe(2);
    await world.lifecycle.moveAlias(
      'levels',
      'champion',
      { version: 1, note: 'better', approve: true },
      'Ada',
    );
    expect(await version()).toBe(1);
    expect(await world.lifecycle.aliasHistory('levels')).toMatchObject([
      { alias: 'champion', from: null, to: 1, by: 'Ada', note: 'better' },
    ]);
  });

  it('judges photographs, explains them, and answers beside one that cannot be read', async () => {
    const photograph = encodePng(aPicture(seeded(5), 60));
    const version = await world.lifecycle.resolveModel('levels');
    const result = await world.lifecycle.answer({ version, explain: true, by: 'Ada', locale: 'zh' }, [
      { name: 'a.png', bytes: photograph },
      { name: 'b.png', bytes: new TextEncoder().encode('no picture') },
      { name: 'c.png', bytes: encodePng(aPicture(seeded(6), 220)) },
    ]);
    expect(result.answers.map(({ input, answer, version }) => [input, answer, version])).toEqual([
      ['a.png', 'dark', 1],
      ['c.png', 'light', 1],
    ]);
    expect(result.answers[0].explanation).toMatchObject({ label: 'dark', width: 16, height: 16 });
    expect(result.answers[0].seconds).toBeGreaterThan(0);
    expect(result.problems).toMatchObject([{ code: 'image.unreadable', file: 'b.png' }]);
    expect(result.problems[0].message).toContain('无法作为图片读取');
  });

  it('keeps no answer where all or none are asked for and one photograph cannot be read', async () => {
    const total = async () => (await world.registry.answers.list({ limit: 1 })).total;
    const before = await total();
    const good = { name: 'a.png', bytes: encodePng(aPicture(seeded(5), 60)) };
    const many = Array.from({ length: 20 }, () => good);
    const version = await world.lifecycle.resolveModel('levels');
    const ask = (photographs: typeof many) =>
      world.lifecycle.answer({ version, by: 'Ada', allOrNone: true }, photographs);
    const broken = { name: 'b.png', bytes: new TextEncoder().encode('no picture') };
    await expect(ask([...many, broken])).rejects.toMatchObject({
      code: 'image.unreadable',
      params: { file: 'b.png' },
    });
    expect(await total()).toBe(before);
    expect((await ask(many)).answers.map(({ answer }) => answer)).toEqual(many.map(() => 'dark'));
    expect(await total()).toBe(before + 20);
  });

  it('takes the outcome of an answer, and refuses a label the model does not know', async () => {
    const { items } = await world.registry.answers.list({ limit: 1 });
    const { outcome } = await world.lifecycle.recordOutcome(items[0].id, 'dark', 'Ada');
    expect(outcome).toMatchObject({ label: 'dark', by: 'Ada' });
    await expect(world.lifecycle.recordOutcome(items[0].id, 'green', 'Ada')).rejects.toMatchObject({
      code: 'answer.unknown-label',
    });
  });

  it('judges a model version on another dataset with the figures a count by hand gives', async () => {
    await world.imported('levels-later', darkAndLight({ count: 40, seed: 9 }));
    const { report, ...about } = await world.lifecycle.evaluate('levels@1', { dataset: 'levels-later' });
    expect(about).toEqual({ model: 'levels', version: 1, dataset: 'levels-later', datasetVersion: 1 });
    const said = await world.lifecycle.answer(
      { version: await world.lifecycle.resolveModel('levels@1'), by: 'Ada' },
      darkAndLight({ count: 40, seed: 9 }).map(({ path, bytes }) => ({ name: path, bytes })),
    );
    const right = said.answers.filter(({ input, answer }) => input.startsWith(answer)).length;
    expect(report.metrics.accuracy).toBeCloseTo(right / 40, 10);
    expect(report.baseline.accuracy).toBe(0.5);
    expect(report.part).toBe('all');
  });

  it('keeps a model that serves and data that models need, until somebody says so', async () => {
    await expect(world.lifecycle.deleteModelVersion('levels', 1, 'Ada')).rejects.toMatchObject({
      code: 'model.in-use',
    });
    await expect(world.lifecycle.deleteDataset('levels', 'Ada', { version: 2 })).rejects.toMatchObject({
      code: 'dataset.in-use',
      params: { models: 'levels@1, levels@2' },
    });
    const { deleted } = await world.lifecycle.deleteDataset('levels', 'Ada', { version: 2, confirmed: true });
    expect(deleted).toEqual(['levels@2']);
    expect(await world.lifecycle.resolveModel('levels@1')).toMatchObject({
      datasetDeleted: true,
      dataset: 'levels',
    });
  });

  it('frees exactly the bytes nothing else needs, and leaves nothing at the end', async () => {
    const sizes = async () => {
      let bytes = 0;
      for await (const one of world.artifacts.list()) bytes += one.bytes;
      return bytes;
    };
    await world.lifecycle.clearAlias('levels', 'champion', 'Ada');
    for (const free of [
      () => world.lifecycle.deleteModelVersion('levels', 2, 'Ada'),
      () => world.lifecycle.deleteModel('levels', 'Ada'),
      () => world.lifecycle.deleteDataset('levels-later', 'Ada'),
      () => world.lifecycle.deleteDataset('levels', 'Ada'),
    ]) {
      const before = await sizes();
      const { freedBytes } = await free();
      expect(freedBytes).toBeGreaterThan(0);
      expect(await sizes()).toBe(before - freedBytes);
    }
    expect(await world.held()).toEqual([]);
  });

  it('wrote down who did what', async () => {
    const { items } = await world.registry.audit.list({ limit: 500 });
    expect(new Set(items.map(({ action }) => action))).toEqual(
      new Set([
        'dataset.receive',
        'dataset.ready',
        'dataset.derive',
        'dataset.delete',
        'run.start',
        'model.register',
        'model.approve',
        'model.alias',
        'model.delete',
        'answer.outcome',
      ]),
    );
    expect(items.find(({ action }) => action === 'model.alias')).toMatchObject({ by: 'Ada' });
  });
});
