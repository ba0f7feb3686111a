import { AppError, type CaseView } from '@millwright/contracts';
import pg from 'pg';
import type { Registry } from './registry.ts';
import { aDataset, aHash, aModelVersion, anItem, aRegistry, testServers } from './testing.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const aCase = (index: number, actual: string, predicted: string): CaseView => ({
  item: anItem(index),
  actual,
  predicted,
  confidence: 0.75,
  scores: { good: 0.25, scratch: 0.75 },
});
const anAnswer = (model: string, version: number, inputHash = aHash('photograph')) => ({
  model,
  version,
  input: 'photo.png',
  inputHash,
  answer: 'scratch',
  confidence: 0.75,
  scores: { good: 0.25, scratch: 0.75 },
  threshold: 0.5,
  explanation: null,
  seconds: 0.02,
});

describe.each(testServers())('models on $name', ({ url }) => {
  let registry: Registry & { url: string };
  beforeAll(async () => {
    registry = await aRegistry({ server: url });
  });
  afterAll(() => registry.close());

  it('know their lineage: run, settings, seed, dataset version and its content', async () => {
    const { dataset, contentHash } = await aDataset(registry);
    const model = await aModelVersion(registry, { dataset, name: 'lineage' });
    expect(model).toMatchObject({
      name: 'lineage',
      version: 1,
      definition: 'vision/defect-net',
      dataset,
      datasetVersion: 1,
      datasetDeleted: false,
      datasetHash: contentHash,
      settings: { epochs: 3 },
      seed: 1,
      labels: ['good', 'scratch'],
      threshold: 0.5,
      aliases: [],
    });
    expect(await registry.models.version('lineage', 1)).toEqual(model);
    expect(model.report.matrix).toEqual([
      [2, 0],
      [1, 1],
    ]);
  });

  it('get one version per run, however often it is kept', async () => {
    const { dataset } = await aDataset(registry);
    const first = await aModelVersion(registry, { dataset, name: 'once' });
    const { version, run } = await registry.models.register({ ...first, cases: [] });
    expect({ version, run }).toEqual({ version: 1, run: first.run });
    expect((await aModelVersion(registry, { dataset, name: 'once' })).version).toBe(2);
    expect((await registry.models.get('once')).versions).toEqual([2, 1]);
  });

  it('are found by name, alias or number', async () => {
    for (let version = 1; version <= 3; version += 1) await aModelVersion(registry, { name: 'wheel' });
    expect((await registry.models.resolve('wheel')).version).toBe(3);
    await registry.models.moveAlias('wheel', 'champion', { version: 2, by: 'ana', approve: true });
    expect((await registry.models.resolve('wheel')).version).toBe(2);
    expect((await registry.models.resolve('wheel@champion')).version).toBe(2);
    expect((await registry.models.resolve('wheel@1')).version).toBe(1);
    expect(await codeOf(registry.models.resolve('wheel@challenger'))).toBe('model.not-trained');
    expect(await codeOf(registry.models.resolve('wheel@9'))).toBe('model.not-trained');
    expect(await codeOf(registry.models.resolve('cog'))).toBe('model.not-found');
  });

  it('remember who moved an alias and when, and nobody edits that', async () => {
    for (let version = 1; version <= 2; version += 1) await aModelVersion(registry, { name: 'gear' });
    await registry.models.moveAlias('gear', 'champion', { version: 1, by: 'ana', approve: true });
    const move = { version: 2, by: 'bo', note: 'fewer escapes', approve: true };
    await registry.models.moveAlias('gear', 'champion', move);
    await registry.models.moveAlias('gear', 'champion', { version: 2, by: 'bo' }); // where it is already
    expect(await registry.models.history('gear')).toMatchObject([
      { alias: 'champion', from: 1, to: 2, by: 'bo', note: 'fewer escapes' },
      { alias: 'champion', from: null, to: 1, by: 'ana', note: null },
    ]);
    expect((await registry.models.get('gear')).aliases).toEqual([{ alias: 'champion', version: 2 }]);
    const client = new pg.Client({ connectionString: registry.url });
    await client.connect();
    for (const table of ['alias_moves', 'audit_events']) {
      for (const edit of [`DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
        await expect(client.query(edit)).rejects.toThrow('append-only');
      }
    }
    await expect(client.query("UPDATE alias_moves SET moved_by = 'eve'")).rejects.toThrow('append-only');
    await expect(client.query("UPDATE audit_events SET done_by = 'eve'")).rejects.toThrow('append-only');
    await client.end();
  });

  it('write down every one of many moves at the same moment, each from where the one before went', async () => {
    for (let version = 1; version <= 3; version += 1) await aModelVersion(registry, { name: 'shaft' });
    await Promise.all(
      [1, 2, 3].map((version) => registry.models.moveAlias('shaft', 'challenger', { version, by: 'ana' })),
    );
    const moves = (await registry.models.history('shaft')).reverse();
    expect(moves.map(({ from }) => from)).toEqual([null, ...moves.slice(0, -1).map(({ to }) => to)]);
  });

  it('open their wrong cases by actual and predicted class', async () => {
    const cases = [aCase(3, 'good', 'good'), aCase(1, 'scratch', 'good'), aCase(8, 'good', 'scratch')];
    await aModelVersion(registry, { name: 'cases', cases });
    const list = (query: object) => registry.models.cases('cases', 1, { limit: 10, ...query });
    expect((await list({})).items).toEqual([cases[1], cases[0], cases[2]]);
    expect((await list({ wrong: true })).items.map(({ item }) => item.index)).toEqual([1, 8]);
    expect((await list({ wrong: false })).total).toBe(1);
    expect((await list({ actual: 'scratch', predicted: 'good' })).items).toEqual([cases[1]]);
    const first = await list({ limit: 2 });
    expect((await list({ limit: 2, cursor: first.nextCursor })).items).toEqual([cases[2]]);
    expect(await registry.models.case('cases', 1, 8)).toEqual(cases[2]);
    expect(await codeOf(registry.models.case('cases', 1, 2))).toBe('dataset.no-item');
  });

  it('are listed newest first with the bytes of their distinct files', async () => {
    const shared = { path: 'model.json', hash: aHash('shared'), bytes: 100 };
    const own = (version: number) => ({ path: 'weights', hash: aHash(`list ${version}`), bytes: 1000 });
    await aModelVersion(registry, { name: 'bytes', files: [shared, own(1)] });
    await aModelVersion(registry, { name: 'bytes', files: [shared, own(2)] });
    const { items } = await registry.models.list({ limit: 1 });
    expect(items).toMatchObject([{ name: 'bytes', versions: [2, 1], bytes: 2100, latest: { version: 2 } }]);
  });

  it('are deleted with what only they held, but not while an alias points to them', async () => {
    const weights = (version: number) => [{ path: 'weights', hash: aHash(`axle ${version}`), bytes: 1 }];
    for (const version of [1, 2]) await aModelVersion(registry, { name: 'axle', files: weights(version) });
    await registry.models.moveAlias('axle', 'champion', { version: 1, by: 'ana', approve: true });
    await expect(registry.models.deleteVersion('axle', 1)).rejects.toMatchObject({
      code: 'model.in-use',
      params: { model: 'axle', version: 1, alias: 'champion' },
    });
    await registry.answers.add([anAnswer('axle', 2, aHash('photograph of an axle'))]);
    const removed = await registry.models.deleteVersion('axle', 2);
    expect(removed.deleted).toEqual(['axle@2']);
    expect(removed.hashes).toEqual([aHash('axle 2')]); // photographs are not kept
    expect(await registry.models.delete('axle', 'bo')).toEqual({
      deleted: ['axle@1'],
      hashes: [aHash('axle 1')],
    });
    expect(await codeOf(registry.models.get('axle'))).toBe('model.not-found');
    expect((await registry.models.history('axle'))[0]).toMatchObject({ from: 1, to: null, by: 'bo' });
    expect((await aModelVersion(registry, { name: 'axle' })).version).toBe(3);
  });

  it('answer, and learn later what was true', async () => {
    const { name, dataset } = await aModelVersion(registry, { name: 'answering' });
    const [given] = await registry.answers.add([anAnswer(name, 1)]);
    expect(given).toMatchObject({ ...anAnswer(name, 1), dataset, datasetVersion: 1, outcome: null });
    await registry.answers.setOutcome(given.id, { label: 'good', by: 'ana' });
    const later = await registry.answers.setOutcome(given.id, { label: 'scratch', by: 'bo' });
    expect(later.outcome).toMatchObject({ label: 'scratch', by: 'bo' });
    expect(await registry.answers.get(given.id)).toEqual(later);
    expect(await codeOf(registry.answers.add([anAnswer(name, 2)]))).toBe('model.not-trained');
  });

  it('have their answers listed newest first, of all versions or of one', async () => {
    for (let version = 1; version <= 2; version += 1) await aModelVersion(registry, { name: 'talk' });
    for (const version of [1, 2, 1]) await registry.answers.add([anAnswer('talk', version)]);
    const versions = async (model: string) =>
      (await registry.answers.list({ limit: 10, model })).items.map(({ version }) => version);
    expect(await versions('talk')).toEqual([1, 2, 1]);
    expect(await versions('talk@1')).toEqual([1, 1]);
    const first = await registry.answers.list({ limit: 2, model: 'talk' });
    expect(
      (await registry.answers.list({ limit: 2, model: 'talk', cursor: first.nextCursor ?? '' })).items,
    ).toHaveLength(1);
  });

  it('leave a trail of who did what, numbered and newest first', async () => {
    for (const subject of ['a', 'b', 'a']) {
      await registry.audit.append({
        by: 'ana',
        action: 'dataset.deleted',
        subject,
        details: { freedBytes: 5 },
      });
    }
    const { items, total } = await registry.audit.list({ limit: 10, subject: 'a' });
    expect(total).toBe(2);
    expect(items[0]).toMatchObject({
      by: 'ana',
      action: 'dataset.deleted',
      subject: 'a',
      details: { freedBytes: 5 },
    });
    expect((items[0]?.seq ?? 0) - (items[1]?.seq ?? 0)).toBe(2);
  });
});
