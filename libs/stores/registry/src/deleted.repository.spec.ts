import type { DeletionSubject, Registry } from './registry.ts';
import { aDataset, aModelVersion, aRegistry, aRun } from './testing.ts';

const week = 7 * 24 * 3600 * 1000;
const ada = { by: 'Ada' };

describe('what was deleted', () => {
  let registry: Registry;
  beforeEach(async () => {
    registry = await aRegistry();
  }, 60_000);
  afterEach(() => registry.close());

  const refused = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      ({ code }: { code: string }) => code,
    );
  const waiting = async () =>
    (await registry.deleted.list({ limit: 50 })).items.map(({ noun, name, version }) => [
      noun,
      name,
      version,
    ]);

  it('is out of sight: in lists, by name, by alias, in searches', async () => {
    const { name, run } = await aModelVersion(registry);
    await registry.deleted.put({ model: name }, ada);
    await registry.deleted.put({ run }, ada);
    await registry.deleted.put({ dataset: name }, { by: 'Ada', confirmed: true });
    const { models, runs, datasets, tags } = registry;
    expect(await models.list({ limit: 5 })).toMatchObject({ items: [], total: 0 });
    expect(await runs.list({ limit: 5 })).toMatchObject({ items: [], total: 0 });
    expect(await datasets.list({ limit: 5 })).toMatchObject({ items: [], total: 0 });
    for (const look of [
      models.get(name),
      models.versions(name),
      models.resolve(name),
      tags.get({ model: name }),
    ])
      expect(await refused(look)).toBe('model.not-found');
    for (const look of [runs.get(run), runs.detail(run), tags.get({ run })])
      expect(await refused(look)).toBe('run.not-found');
    for (const look of [
      datasets.get(name),
      datasets.version(name, 1),
      datasets.ready(name),
      aRun(registry, { dataset: name }),
    ])
      expect(await refused(look)).toBe('dataset.not-found');
    expect((await runs.compare({ ids: [run], points: 10 })).missing).toEqual([run]);
  });

  it('waits in one list, last deleted first, with who and how many bytes, page by page', async () => {
    const { name, run } = await aModelVersion(registry);
    await registry.deleted.put({ model: name, version: 1 }, ada);
    await registry.deleted.put({ run }, { by: 'Bob' });
    expect(await waiting()).toEqual([
      ['run', name, null],
      ['model', name, 1],
    ]);
    const first = await registry.deleted.list({ limit: 1 });
    expect(first).toMatchObject({ total: 2, items: [{ deletedBy: 'Bob', id: run, bytes: 0 }] });
    const second = await registry.deleted.list({ limit: 1, cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ nextCursor: null, items: [{ deletedBy: 'Ada', bytes: 5000 }] });
    expect(await refused(registry.deleted.list({ limit: 1, cursor: 'nonsense' }))).toBe('request.invalid');
  });

  it('comes back as it was, without its aliases', async () => {
    const { name, run } = await aModelVersion(registry);
    await registry.models.moveAlias(name, 'champion', { version: 1, by: 'Ada', approve: true });
    const subjects: DeletionSubject[] = [{ model: name }, { run }, { dataset: name }];
    const before = [
      await registry.models.version(name, 1),
      await registry.runs.detail(run),
      await registry.datasets.get(name),
    ];
    for (const subject of subjects) await registry.deleted.put(subject, { by: 'Ada', confirmed: true });
    for (const subject of subjects) await registry.deleted.restore(subject);
    const after = [
      await registry.models.version(name, 1),
      await registry.runs.detail(run),
      await registry.datasets.get(name),
    ];
    expect(after).toEqual([{ ...before[0], aliases: [] }, before[1], before[2]]);
    for (const subject of subjects)
      expect(await refused(registry.deleted.restore(subject))).toBe('deleted.not-found');
  });

  it('is really deleted once it has waited, and not before; names what nothing refers to any more', async () => {
    const { name, run, files } = await aModelVersion(registry);
    await registry.deleted.put({ model: name }, ada);
    await registry.deleted.put({ run }, ada);
    await registry.deleted.put({ dataset: name }, ada);
    expect(await registry.deleted.purge(week)).toEqual({ deleted: [], hashes: [] });
    const { deleted, hashes } = await registry.deleted.purge(0);
    expect(deleted.sort()).toEqual([`dataset:${name}@1`, `model:${name}@1`, `run:${run}`]);
    expect(hashes).toContain(files[0].hash);
    expect(await waiting()).toEqual([]);
    expect(await registry.deleted.purge(0)).toEqual({ deleted: [], hashes: [] });
  });

  it('keeps what others need: artifacts of another version, the name of its data', async () => {
    const { dataset } = await aDataset(registry);
    const files = [{ path: 'weights', hash: 'a'.repeat(64), bytes: 7 }];
    await aModelVersion(registry, { dataset, files });
    await aModelVersion(registry, { dataset, files });
    await registry.deleted.put({ model: dataset, version: 1 }, ada);
    expect((await registry.deleted.purge(0)).hashes).toEqual([]);
    await registry.deleted.put({ dataset }, { by: 'Ada', confirmed: true });
    await registry.deleted.purge(0);
    expect(await registry.models.version(dataset, 2)).toMatchObject({ dataset, datasetDeleted: true });
  });

  it('leaves its name free: the same files may come again, a new version gets a new number', async () => {
    const sources = [{ path: 'parts.zip', hash: 'b'.repeat(64), bytes: 10 }];
    await aDataset(registry, { name: 'parts', sources });
    await registry.deleted.put({ dataset: 'parts' }, ada);
    expect(await aDataset(registry, { name: 'parts', sources })).toMatchObject({ version: 2 });
    expect((await registry.datasets.get('parts')).versions).toEqual([2]);
    await registry.deleted.restore({ dataset: 'parts', version: 1 });
    expect((await registry.datasets.get('parts')).versions).toEqual([2, 1]);
  });

  it('is refused where something else needs it', async () => {
    const { name } = await aModelVersion(registry);
    await registry.models.moveAlias(name, 'challenger', { version: 1, by: 'Ada' });
    const put = (subject: DeletionSubject) => refused(registry.deleted.put(subject, ada));
    expect(await put({ model: name, version: 1 })).toBe('model.in-use');
    expect(await put({ dataset: name })).toBe('dataset.in-use');
    const { id, dataset } = await aRun(registry);
    expect(await put({ run: id })).toBe('run.active');
    expect(await put({ dataset })).toBe('dataset.in-training');
    expect(await put({ model: name, version: 9 })).toBe('model.not-trained');
    expect(await put({ model: 'nothing' })).toBe('model.not-found');
    expect(await put({ dataset: 'nothing' })).toBe('dataset.not-found');
    expect(await put({ run: 'nothing' })).toBe('run.not-found');
  });
});
