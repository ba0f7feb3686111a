import { tagsSchema } from '@millwright/contracts';
import { anApi, type AnApi } from '../testing/an-api.ts';

describe('tags', () => {
  let api: AnApi;
  let run = '';
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels');
    run = (await api.trained('levels')).id;
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const places = () => [`/api/v1/runs/${run}`, '/api/v1/models/levels', '/api/v1/models/levels/versions/1'];

  it('of runs, models and versions are set, shown with them, and deleted', async () => {
    for (const place of places()) {
      const put = (key: string, value: string) =>
        api
          .ask()
          .put(`${place}/tags/${encodeURIComponent(key)}`)
          .send({ value })
          .expect(200);
      await put('产线/A', 'x');
      expect(tagsSchema.parse((await put('line', 'A')).body)).toMatchObject({ '产线/A': 'x', line: 'A' });
      const { body } = await api
        .ask()
        .delete(`${place}/tags/${encodeURIComponent('产线/A')}`)
        .expect(200);
      expect(body).toMatchObject({ line: 'A' });
      expect(Object.keys(body)).not.toContain('产线/A');
      expect((await api.ask().get(place).expect(200)).body.tags).toMatchObject({ line: 'A' });
      expect((await api.ask().get(`${place}/tags`).expect(200)).body).toMatchObject({ line: 'A' });
    }
  });

  it('find runs', async () => {
    const found = async (filter: string) =>
      (await api.ask().get('/api/v1/runs').query({ filter }).expect(200)).body.total as number;
    expect(await found("tags.line = 'A'")).toBe(1);
    expect(await found("tags.line = 'B'")).toBe(0);
  });

  it.each([
    ['put', 'line', { value: 1 }, 400, 'value'],
    ['put', 'line', {}, 400, 'value'],
    ['put', 'line', { value: 'x'.repeat(5001) }, 400, 'value'],
    ['put', '-line', { value: 'x' }, 400, 'key'],
    ['put', 'a=b', { value: 'x' }, 400, 'key'],
    ['delete', '?', {}, 400, 'key'],
  ] as const)('%s %s with %j is refused with %i for %s', async (method, key, body, status, column) => {
    const path = `/api/v1/runs/${run}/tags/${encodeURIComponent(key)}`;
    const reply = await api.ask()[method](path).send(body).expect(status);
    expect(reply.body.errors[0].column).toBe(column);
  });

  it('that are not there cannot be deleted', async () => {
    const { body } = await api.ask().delete(`/api/v1/runs/${run}/tags/nothing`).expect(404);
    expect(body.code).toBe('tag.not-found');
  });
});
