import { randomUUID } from 'node:crypto';
import { runComparisonSchema } from '@millwright/contracts';
import { anApi, type AnApi } from '../testing/an-api.ts';

describe('runs side by side', () => {
  let api: AnApi;
  const ids: string[] = [];
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels');
    for (let i = 0; i < 2; i++) ids.push((await api.trained('levels')).id);
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const compare = (body: object) => api.ask().post('/api/v1/runs:compare').send(body);

  it('give params, figures beside the baseline and curves', async () => {
    const { body } = await compare({ ids, baseline: ids[0], metric: 'loss' }).expect(200);
    const found = runComparisonSchema.parse(body);
    expect(found.runs.map(({ id }) => id)).toEqual(ids);
    expect(found.params).toContainEqual({ name: 'epochs', differs: false });
    expect(found.runs[1].figures['accuracy'].difference).not.toBeNull();
    expect(found.curves.map(({ points }) => points.map(([step]) => step))).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4, 5],
    ]);
  });

  it('are found by a filter, whose mistakes are shown', async () => {
    expect((await compare({ filter: "dataset = 'levels'" }).expect(200)).body.runs).toHaveLength(2);
    expect((await compare({ filter: 'metrics.accuracy >' }).expect(400)).body.code).toBe('run.filter');
  });

  it.each([
    ['nothing', {}, 'ids'],
    ['no run', { ids: [] }, 'ids'],
    ['ids beside a filter', { ids: [randomUUID()], filter: 'seed = 1' }, 'ids'],
    ['501 runs', { ids: Array.from({ length: 501 }, () => randomUUID()) }, 'ids'],
    ['an id that is none', { ids: ['x'] }, 'ids.0'],
    ['too many points', { ids: [randomUUID()], points: 501 }, 'points'],
    ['a baseline that is no id', { ids: [randomUUID()], baseline: 'first' }, 'baseline'],
  ])('refuse %s', async (_, body, column) => {
    const reply = await compare(body).expect(400);
    expect(reply.body.errors[0].column).toBe(column);
  });
});
