import { deletedPageSchema, deletedSchema, restoredSchema } from '@millwright/contracts';
import { anApi, type AnApi } from '../testing/an-api.ts';

describe('what is deleted', () => {
  let api: AnApi;
  let run = '';
  beforeAll(async () => {
    api = await anApi({ env: { DELETE_WAIT_DAYS: '7' } });
    await api.imported('levels');
    run = (await api.trained('levels')).id;
    await api.trained('levels');
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const v1 = (path: string) => `/api/v1/${path}`;
  const waiting = async () =>
    deletedPageSchema.parse((await api.ask().get(v1('deleted')).expect(200)).body).items;
  const subjects = () => [
    ['models/levels/versions/1', 'models/levels/versions/1'],
    [`runs/${run}`, `runs/${run}`],
    ['models/levels?confirm=true', 'models/levels'],
    ['datasets/levels/versions/1?confirm=true', 'datasets/levels/versions/1'],
  ];

  it('waits out of sight and comes back', async () => {
    for (const [path, place] of subjects()) {
      const { body } = await api.ask().delete(v1(path)).expect(200);
      expect(deletedSchema.parse(body)).toMatchObject({ freedBytes: 0, purgeAt: expect.any(String) });
      expect([404, 409]).toContain((await api.ask().get(v1(place))).status);
      expect(await waiting()).not.toEqual([]);
      const restored = await api
        .ask()
        .post(v1(`${place}:restore`))
        .expect(200);
      expect(restoredSchema.parse(restored.body).restored.length).toBeGreaterThan(0);
      await api.ask().get(v1(place)).expect(200);
      expect(await waiting()).toEqual([]);
      const again = await api
        .ask()
        .post(v1(`${place}:restore`))
        .expect(404);
      expect(again.body.code).toBe('deleted.not-found');
    }
  });

  it('does not answer questions while it waits', async () => {
    await api.ask().delete(v1('models/levels?confirm=true')).expect(200);
    expect((await api.ask().get('/v2/models/levels')).status).toBe(404);
    await api.ask().post(v1('models/levels:restore')).expect(200);
    expect((await api.ask().get('/v2/models/levels')).status).toBe(200);
  });

  it('goes at once, with its bytes, where an administrator says so', async () => {
    const before = await api.held();
    await api.ask().delete(v1('models/levels?confirm=true')).expect(200);
    expect(await api.held()).toEqual(before);
    const { body } = await api.ask().post(v1('deleted:purge')).expect(200);
    expect(body.freedBytes).toBeGreaterThan(0);
    expect((await api.held()).length).toBeLessThan(before.length);
    expect((await api.ask().post(v1('models/levels:restore')).expect(404)).body.code).toBe(
      'deleted.not-found',
    );
  });

  it('is no run that goes on', async () => {
    const request = { model: 'vision/tiny', dataset: 'levels', settings: { epochs: 500, pauseMs: 50 } };
    const { body } = await api.ask().post(v1('runs')).send(request).expect(202);
    expect(
      (
        await api
          .ask()
          .delete(v1(`runs/${body.id}`))
          .expect(409)
      ).body.code,
    ).toBe('run.active');
    await api
      .ask()
      .post(v1(`runs/${body.id}:cancel`))
      .expect(202);
  });
});
