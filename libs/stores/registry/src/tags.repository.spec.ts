import { mostTags } from '@millwright/contracts';
import type { Registry } from './registry.ts';
import type { TagSubject } from './tag-subject.ts';
import { aModelVersion, aRegistry, aRun } from './testing.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

describe('tags', () => {
  let registry: Registry;
  const subjects: Record<'run' | 'model' | 'version', TagSubject> = {
    run: { run: '' },
    model: { model: '' },
    version: { model: '', version: 1 },
  };
  beforeAll(async () => {
    registry = await aRegistry();
    const { name, version, run } = await aModelVersion(registry);
    Object.assign(subjects, { run: { run }, model: { model: name }, version: { model: name, version } });
  }, 60_000);
  afterAll(() => registry.close());

  it.each(['run', 'model', 'version'] as const)(
    'of a %s are set, replaced, shown and deleted',
    async (noun) => {
      const subject = subjects[noun];
      const own = noun === 'version' ? { validation_status: 'pending' } : {};
      expect(await registry.tags.get(subject)).toEqual(own);
      await registry.tags.set(subject, { key: '产线', value: 'A' }, 'Ada');
      await registry.tags.set(subject, { key: '__proto__', value: 'x' }, 'Ada');
      await registry.tags.delete(subject, '__proto__', 'Ada');
      expect(await registry.tags.set(subject, { key: '产线', value: "B'; --" }, 'Ada')).toEqual({
        产线: "B'; --",
        ...own,
      });
      expect(await registry.tags.get(subject)).toEqual({ 产线: "B'; --", ...own });
      expect(await registry.tags.delete(subject, '产线', 'Ada')).toEqual(own);
    },
  );

  it('come with the run, the model and the version that they hang on, and on nothing else', async () => {
    for (const [value, subject] of Object.entries(subjects))
      await registry.tags.set(subject, { key: 'on', value }, 'Ada');
    const { run } = subjects.run as { run: string };
    const { model } = subjects.model as { model: string };
    expect((await registry.runs.get(run)).tags).toEqual({ on: 'run' });
    expect(await registry.models.get(model)).toMatchObject({
      tags: { on: 'model' },
      latest: { tags: { on: 'version', validation_status: 'pending' } },
    });
  });

  it('write every change into the audit trail with who and what was before; no change is none', async () => {
    const { id } = await aRun(registry);
    await registry.tags.set({ run: id }, { key: 'line', value: 'A' }, 'Ada');
    await registry.tags.set({ run: id }, { key: 'line', value: 'A' }, 'Bob');
    await registry.tags.set({ run: id }, { key: 'line', value: 'B' }, 'Bob');
    await registry.tags.delete({ run: id }, 'line', 'Cy');
    const { items } = await registry.audit.list({ subject: `run:${id}`, limit: 10 });
    expect(items.map(({ by, action, details }) => [by, action, details])).toEqual([
      ['Cy', 'tag.delete', { key: 'line', before: 'B' }],
      ['Bob', 'tag.set', { key: 'line', value: 'B', before: 'A' }],
      ['Ada', 'tag.set', { key: 'line', value: 'A', before: null }],
    ]);
  });

  it('all stay where many are set at the same moment', async () => {
    const { id } = await aRun(registry);
    const keys = Array.from({ length: 12 }, (_, i) => `key ${i}`);
    await Promise.all(keys.map((key) => registry.tags.set({ run: id }, { key, value: '1' }, 'Ada')));
    expect(Object.keys(await registry.tags.get({ run: id })).sort()).toEqual(keys.sort());
  });

  it('are bounded in number', async () => {
    const { id } = await aRun(registry);
    for (let i = 0; i < mostTags; i++)
      await registry.tags.set({ run: id }, { key: `k${i}`, value: '' }, 'Ada');
    await registry.tags.set({ run: id }, { key: 'k0', value: 'replaced' }, 'Ada');
    const one = registry.tags.set({ run: id }, { key: 'more', value: '' }, 'Ada');
    await expect(one).rejects.toMatchObject({ code: 'tag.too-many' });
  });

  it.each([
    [{ run: nobody }, 'run.not-found'],
    [{ run: 'no id' }, 'run.not-found'],
    [{ model: 'nothing' }, 'model.not-found'],
    [{ model: 'nothing', version: 1 }, 'model.not-found'],
  ])('of %j are refused with %s', async (subject, code) => {
    await expect(registry.tags.get(subject)).rejects.toMatchObject({ code });
    await expect(registry.tags.set(subject, { key: 'a', value: 'b' }, 'Ada')).rejects.toMatchObject({ code });
  });

  it('find runs by their text', async () => {
    const [a, b] = [await aRun(registry), await aRun(registry)];
    await registry.tags.set({ run: a.id }, { key: 'shift/day', value: 'early' }, 'Ada');
    await registry.tags.set({ run: b.id }, { key: 'shift/day', value: 'late' }, 'Ada');
    const found = async (filter: string) =>
      (await registry.runs.list({ limit: 10, filter })).items.map(({ id }) => id);
    expect(await found("tags.`shift/day` = 'early'")).toEqual([a.id]);
    expect(await found("tags.`shift/day` IN ('late', 'early')")).toEqual([b.id, a.id]);
    expect(await found("tags.`shift/day` = '' OR TRUE --'").catch(({ code }: { code: string }) => code)).toBe(
      'run.filter',
    );
  });
});
