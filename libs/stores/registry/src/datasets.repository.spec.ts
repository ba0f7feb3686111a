import { AppError, type Finding } from '@millwright/contracts';
import type { Registry } from './registry.ts';
import { aDataset, aHash, aModelVersion, anItem, aProfile, aRegistry, aRun, testServers } from './testing.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const items = (count: number) => Array.from({ length: count }, (_, index) => anItem(index));
const duplicates: Finding = {
  kind: 'exact-duplicate',
  severity: 'warning',
  count: 2,
  details: { pictures: 2 },
  groups: [
    [0, 7],
    [3, 5],
  ],
  excludable: [7, 5],
};
const blur: Finding = { ...duplicates, kind: 'blur', count: 1, groups: [[2]], excludable: [2] };

describe.each(testServers())('datasets on $name', ({ url }) => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await aRegistry({ server: url });
  });
  afterAll(() => registry.close());

  it('go from received over inspecting to ready, and show what was found', async () => {
    const source = { path: 'parts.zip', hash: aHash('parts.zip'), bytes: 5000 };
    const received = await registry.datasets.receive({
      name: 'cast-parts',
      kind: 'images',
      sources: [source],
      split: { 'a/': 'test' },
    });
    expect(received).toMatchObject({ version: 1, state: 'received', rows: 0, contentHash: null });
    expect(await registry.datasets.sources('cast-parts', 1)).toEqual({
      files: [source],
      split: { 'a/': 'test' },
      parent: null,
    });
    expect(await registry.datasets.progress('cast-parts', 1, { progress: 5, remainingSeconds: 9 })).toBe(
      false,
    );
    await registry.datasets.beginInspection('cast-parts', 1);
    expect(await registry.datasets.progress('cast-parts', 1, { progress: 50, remainingSeconds: 4 })).toBe(
      true,
    );
    await registry.items.add('cast-parts', 1, items(8));
    const ready = await registry.datasets.finish(
      'cast-parts',
      1,
      {
        contentHash: aHash('content'),
        profile: aProfile(items(8)),
        findings: [duplicates, blur],
        problems: [{ code: 'image.unreadable', params: { file: 'x.png', reason: 'cut off' }, file: 'x.png' }],
        rejected: 1,
      },
      'zh',
    );
    expect(ready).toMatchObject({
      state: 'ready',
      rows: 8,
      rejected: 1,
      progress: 100,
      remainingSeconds: null,
    });
    expect(ready.problems[0]?.message).toBe('x.png 无法作为图片读取：cut off。');
    expect(ready.findings).toEqual([
      {
        kind: 'exact-duplicate',
        severity: 'warning',
        count: 2,
        details: { pictures: 2 },
        excludableCount: 2,
      },
      { kind: 'blur', severity: 'warning', count: 1, details: { pictures: 2 }, excludableCount: 1 },
    ]);
    expect(await registry.datasets.findings('cast-parts', 1)).toEqual([duplicates, blur]);
    expect(await registry.datasets.finding('cast-parts', 1, 'blur')).toEqual(blur);
    expect(await registry.datasets.finding('cast-parts', 1, 'odd-size')).toBeNull();
    // The first good, the first scratch, the second good, …
    const { preview, bytes } = await registry.datasets.get('cast-parts');
    expect(preview).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(bytes).toBe(8 * 1000 + 28); // pictures of 1000 + index bytes, 0 + 1 + … + 7 = 28; the zip is not needed now
    expect((await registry.datasets.sources('cast-parts', 1)).files).toEqual([]);
    expect(await registry.references.unreferenced([source.hash, anItem(0).hash])).toEqual([source.hash]);
  });

  it('do not change once they are ready or rejected', async () => {
    const { dataset, version } = await aDataset(registry);
    expect(await codeOf(registry.items.add(dataset, version, [anItem(99)]))).toBe('dataset.immutable');
    expect(await codeOf(registry.datasets.beginInspection(dataset, version))).toBe('dataset.immutable');
    const error = { code: 'dataset.empty', params: { file: 'x' } } as const;
    expect(await codeOf(registry.datasets.reject(dataset, version, error))).toBe('dataset.immutable');
  });

  it('start an inspection anew after an interrupted one', async () => {
    await registry.datasets.receive({ name: 'interrupted', kind: 'images', sources: [] });
    await registry.datasets.beginInspection('interrupted', 1);
    await registry.items.add('interrupted', 1, items(3));
    await registry.datasets.beginInspection('interrupted', 1);
    expect((await registry.items.list('interrupted', 1, { limit: 10 })).total).toBe(0);
    await registry.items.add('interrupted', 1, [anItem(0)]);
    await registry.items.add('interrupted', 1, [anItem(0, { path: 'again.png' })]);
    expect((await registry.items.list('interrupted', 1, { limit: 10 })).items).toEqual([
      anItem(0, { path: 'again.png' }),
    ]);
  });

  it('know the same files again, in whatever order they come, unless they were rejected', async () => {
    const a = { path: 'a.png', hash: aHash('a'), bytes: 1 };
    const b = { path: 'b.png', hash: aHash('b'), bytes: 1 };
    const twice = { name: 'twice', kind: 'images', sources: [a, b] } as const;
    await registry.datasets.receive(twice);
    const again = registry.datasets.receive({ ...twice, sources: [b, a] });
    await expect(again).rejects.toMatchObject({
      code: 'dataset.duplicate',
      params: { dataset: 'twice', version: 1 },
    });
    expect((await registry.datasets.receive({ ...twice, split: { 'a.png': 'test' } })).version).toBe(2);
    const error = { code: 'dataset.empty', params: { file: 'a.png' } } as const;
    expect((await registry.datasets.reject('twice', 1, error)).hashes).toEqual([]); // version 2 holds them still
    const { version } = await registry.datasets.receive({
      ...twice,
      name: 'unread',
      sources: [a, { ...b, hash: aHash('c') }],
    });
    expect((await registry.datasets.reject('unread', version, error)).hashes).toEqual([aHash('c')]);
    expect(await registry.datasets.version('twice', 1)).toMatchObject({ state: 'rejected', error });
    expect((await registry.datasets.receive(twice)).version).toBe(3);
  });

  it('take one of two uploads of the same bytes at the same moment', async () => {
    const upload = {
      name: 'race',
      kind: 'images',
      sources: [{ path: 'a', hash: aHash('race'), bytes: 1 }],
    } as const;
    const codes = await Promise.all([1, 2, 3, 4].map(() => codeOf(registry.datasets.receive(upload))));
    expect(codes.sort()).toEqual(['dataset.duplicate', 'dataset.duplicate', 'dataset.duplicate', 'no error']);
  });

  it('leave pictures out in a new version, numbered anew, without touching the old one', async () => {
    const { dataset } = await aDataset(registry, { items: items(10), findings: [duplicates] });
    const derived = await registry.datasets.derive(dataset, 1, [7, 5]);
    expect(derived).toMatchObject({ version: 2, parent: 1, excluded: 2, rows: 8, state: 'inspecting' });
    await registry.datasets.beginInspection(dataset, 2);
    const { items: left } = await registry.items.list(dataset, 2, { limit: 100 });
    expect(left.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(left.map(({ hash }) => hash)).toEqual([0, 1, 2, 3, 4, 6, 8, 9].map((index) => anItem(index).hash));
    expect((await registry.datasets.version(dataset, 1)).rows).toBe(10);
    const all = items(10).map(({ index }) => index);
    expect(await codeOf(registry.datasets.derive(dataset, 1, all))).toBe('dataset.too-many-excluded');
    expect(await codeOf(registry.datasets.derive(dataset, 2, []))).toBe('dataset.not-ready');
  });

  it('give the newest version that is ready, or say which state the asked one is in', async () => {
    const { dataset } = await aDataset(registry);
    await registry.datasets.derive(dataset, 1, [0]);
    expect((await registry.datasets.ready(dataset)).version).toBe(1);
    await expect(registry.datasets.ready(dataset, 2)).rejects.toMatchObject({
      code: 'dataset.not-ready',
      params: { dataset, version: 2, state: 'inspecting' },
    });
    expect(await codeOf(registry.datasets.ready(dataset, 3))).toBe('dataset.not-found');
    expect(await codeOf(registry.datasets.ready('nowhere'))).toBe('dataset.not-found');
  });

  it('list pictures by class, part and finding, page by page', async () => {
    const { dataset } = await aDataset(registry, {
      items: items(10).map((item) => (item.index === 9 ? { ...item, part: null } : item)),
      findings: [duplicates],
    });
    const indexes = async (query: object) => {
      const page = await registry.items.list(dataset, 1, { limit: 100, ...query });
      expect(page.total).toBe(page.items.length);
      return page.items.map(({ index }) => index);
    };
    expect(await indexes({ label: 'scratch' })).toEqual([1, 3, 5, 7, 9]);
    expect(await indexes({ part: 'test' })).toEqual([4]);
    expect(await indexes({ part: 'none' })).toEqual([9]);
    expect(await indexes({ finding: 'exact-duplicate' })).toEqual([0, 3, 5, 7]);
    expect(await indexes({ finding: 'exact-duplicate', label: 'good' })).toEqual([0]);
    const first = await registry.items.list(dataset, 1, { limit: 4 });
    const second = await registry.items.list(dataset, 1, { limit: 4, cursor: first.nextCursor ?? '' });
    const third = await registry.items.list(dataset, 1, { limit: 4, cursor: second.nextCursor ?? '' });
    expect([first, second, third].map(({ items: { length }, total }) => [length, total])).toEqual([
      [4, 10],
      [4, 10],
      [2, 10],
    ]);
    expect(third.nextCursor).toBeNull();
    expect(await registry.items.get(dataset, 1, 3)).toEqual(anItem(3));
    expect(await codeOf(registry.items.get(dataset, 1, 10))).toBe('dataset.no-item');
    expect(await codeOf(registry.items.list(dataset, 1, { limit: 4, cursor: 'page two' }))).toBe(
      'request.invalid',
    );
  });

  it('take 10,000 pictures in a few seconds and stream them in order', async () => {
    const many = items(10_000);
    const start = Date.now();
    const { dataset } = await aDataset(registry, { items: many });
    expect((Date.now() - start) / 1000).toBeLessThan(15); // about one second on an idle machine
    const streamed = [];
    for await (const { index } of registry.items.stream(dataset, 1)) streamed.push(index);
    expect(streamed).toEqual(many.map(({ index }) => index));
    let tests = 0;
    for await (const { part } of registry.items.stream(dataset, 1, { part: 'test' }))
      tests += part === 'test' ? 1 : NaN;
    expect(tests).toBe(2000);
  });

  it('name the artifacts that go with a version: those no other version holds', async () => {
    const kept = anItem(1, { hash: aHash('kept') });
    const gone = anItem(0, { hash: aHash('gone') });
    const { dataset } = await aDataset(registry, { items: [gone, kept] });
    await aDataset(registry, { items: [kept] });
    const removed = await registry.datasets.delete(dataset);
    expect(removed).toEqual({ deleted: [`${dataset}@1`], hashes: [aHash('gone')] });
    expect(await codeOf(registry.datasets.get(dataset))).toBe('dataset.not-found');
  });

  it('never give a version number twice', async () => {
    const { dataset } = await aDataset(registry);
    await registry.datasets.derive(dataset, 1, [0]);
    await registry.datasets.deleteVersion(dataset, 2);
    expect((await registry.datasets.derive(dataset, 1, [0])).version).toBe(3);
    await registry.datasets.delete(dataset);
    expect((await aDataset(registry, { name: dataset })).version).toBe(4);
  });

  it('do not vanish unnoticed when a model was trained on them', async () => {
    const { dataset, contentHash } = await aDataset(registry);
    const model = await aModelVersion(registry, { dataset });
    const refused = registry.datasets.deleteVersion(dataset, 1);
    await expect(refused).rejects.toMatchObject({
      code: 'dataset.in-use',
      params: { dataset: `${dataset}@1`, models: `${model.name}@1` },
    });
    await registry.datasets.deleteVersion(dataset, 1, { confirmed: true });
    expect(await registry.models.version(model.name, 1)).toMatchObject({
      datasetDeleted: true,
      dataset,
      datasetVersion: 1,
      datasetHash: contentHash,
    });
    await aDataset(registry, { name: dataset });
    expect((await registry.models.version(model.name, 1)).datasetDeleted).toBe(true); // another one of the same name
  });

  it('are not deleted, not even when confirmed, while a run needs them', async () => {
    const { dataset } = await aDataset(registry);
    const run = await aRun(registry, { dataset });
    await expect(registry.datasets.delete(dataset, { confirmed: true })).rejects.toMatchObject({
      code: 'dataset.in-training',
      params: { dataset: `${dataset}@1`, run: run.id },
    });
    await registry.runs.cancel(run.id);
    expect((await registry.datasets.delete(dataset)).deleted).toEqual([`${dataset}@1`]);
    expect((await registry.runs.get(run.id)).dataset).toBe(dataset);
  });

  it('are listed newest first, with their newest version', async () => {
    const names = [];
    for (let place = 0; place < 3; place += 1) names.unshift((await aDataset(registry)).dataset);
    await registry.datasets.derive(names[0] ?? '', 1, [0]);
    const first = await registry.datasets.list({ limit: 2 });
    const second = await registry.datasets.list({ limit: 1, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(names);
    expect(first.items[0]).toMatchObject({ versions: [2, 1], latest: { version: 2, rows: 9 } });
    expect((await registry.datasets.versions(names[0] ?? '')).map(({ version }) => version)).toEqual([2, 1]);
  });
});
