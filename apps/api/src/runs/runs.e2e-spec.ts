import { pageOf, runDetailSchema, runSchema, type RunView } from '@millwright/contracts';
import { anApi, until, type AnApi } from '../testing/an-api.ts';
import { readEvents } from '../testing/read-events.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

describe('runs', () => {
  let api: AnApi;
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels');
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const start = async (settings: Record<string, unknown> = {}): Promise<RunView> => {
    const request = { model: 'vision/tiny', dataset: 'levels', settings };
    return (await api.ask().post('/api/v1/runs').send(request).expect(202)).body as RunView;
  };
  const endOf = (id: string, state: string) =>
    until(async () => (await api.parts.registry.runs.get(id)).state === state);

  it('are found by an expression, and a mistake in one is shown where it is', async () => {
    const filtered = (filter: string) => api.ask().get('/api/v1/runs').query({ filter });
    expect((await filtered("model = 'vision/none'").expect(200)).body).toMatchObject({ items: [], total: 0 });
    const { body } = await filtered('metrics.accuracy >').set('accept-language', 'zh').expect(400);
    expect(body.code).toBe('run.filter');
    expect(body.detail).toBe('第 19 个字符处：应为 数字，收到 结尾。');
  });

  it('are accepted at once, say where they are found, and end with a model', async () => {
    const reply = await api
      .ask()
      .post('/api/v1/runs')
      .send({ model: 'vision/tiny', dataset: 'levels' })
      .expect(202);
    const run = runSchema.parse(reply.body);
    expect(reply.headers['location']).toBe(`/api/v1/runs/${run.id}`);
    expect(run).toMatchObject({
      dataset: 'levels',
      datasetVersion: 1,
      seed: 1,
      registerAs: 'levels',
      registered: null,
    });
    await endOf(run.id, 'completed');
    const { body } = await api.ask().get(reply.headers['location']).expect(200);
    const detail = runDetailSchema.parse(body);
    expect(detail).toMatchObject({ progress: 100, stage: 'done', registered: { name: 'levels' } });
    expect(detail.points.filter(({ name }) => name === 'loss').map(({ step }) => step)).toEqual([
      1, 2, 3, 4, 5,
    ]);
    expect(detail.metrics?.['accuracy']).toBeGreaterThan(detail.baseline?.['accuracy'] ?? 1);
  });

  it('are listed, and those of one state alone', async () => {
    const list = async (query: string) =>
      pageOf(runSchema).parse((await api.ask().get(`/api/v1/runs?${query}`).expect(200)).body);
    const all = await list('dataset=levels');
    const completed = await list('state=completed');
    expect(completed.total).toBeLessThanOrEqual(all.total);
    expect(new Set(completed.items.map(({ state }) => state))).toEqual(new Set(['completed']));
  });

  it('are cancelled in the middle, and only once', async () => {
    const { id } = await start({ epochs: 500, pauseMs: 50 });
    await endOf(id, 'running');
    await api.ask().post(`/api/v1/runs/${id}:cancel`).expect(202);
    await endOf(id, 'canceled');
    const { body } = await api.ask().post(`/api/v1/runs/${id}:cancel`).expect(409);
    expect(body.code).toBe('run.finished');
  });

  it('stream all of themselves first, then what happens, and end with the run', async () => {
    const { id } = await start({ epochs: 6, pauseMs: 60 });
    await until(async () => (await api.parts.registry.runs.detail(id)).points.length >= 2);
    const reader = await readEvents(`${api.url}/api/v1/runs/${id}/events`);
    expect(reader.type).toContain('text/event-stream');
    await reader.ended;
    const runs = reader.events.filter((event) => event.type === 'run');
    expect(runs[0].points.length).toBeGreaterThanOrEqual(2);
    expect(runs.every(({ run }) => run === id)).toBe(true);
    expect(runs.at(-1)?.state).toBe('completed');
    const steps = new Set(
      runs.flatMap(({ points }) => points.filter(({ name }) => name === 'loss').map(({ step }) => step)),
    );
    expect([...steps].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reader.lines.filter((line) => line.startsWith('event: '))).toEqual(runs.map(() => 'event: run'));
  });

  it('stream a run that is over as one event; a reader that comes back with its last id gets it again', async () => {
    const { id } = await start();
    await endOf(id, 'completed');
    const reader = await readEvents(`${api.url}/api/v1/runs/${id}/events`, { 'last-event-id': '17' });
    await reader.ended;
    expect(reader.events).toHaveLength(1);
    expect(reader.events[0]).toMatchObject({ type: 'run', run: id, state: 'completed', progress: 100 });
  });

  it('are refused with the setting that is out of its range', async () => {
    const request = {
      model: 'vision/tiny',
      dataset: 'levels',
      settings: { epochs: 0, learningRate: 'fast' },
    };
    const { body } = await api.ask().post('/api/v1/runs').send(request).expect(422);
    expect(body.code).toBe('settings.invalid');
    expect(body.errors.map(({ column }: { column: string }) => column).sort()).toEqual([
      'epochs',
      'learningRate',
    ]);
  });

  it.each([
    [{ model: 'vision/unknown', dataset: 'levels' }, 422, 'model.unknown-definition'],
    [{ model: 'vision/tiny', dataset: 'unknown' }, 404, 'dataset.not-found'],
    [{ model: 'vision/tiny', dataset: 'levels', version: 9 }, 404, 'dataset.not-found'],
    [{ model: 'no model', dataset: 'levels' }, 400, 'request.invalid'],
    [{}, 400, 'request.invalid'],
  ])('refuse %j with %i %s', async (request, status, code) => {
    expect((await api.ask().post('/api/v1/runs').send(request).expect(status)).body.code).toBe(code);
  });

  it.each([
    ['get', `/api/v1/runs/${nobody}`],
    ['post', `/api/v1/runs/${nobody}:cancel`],
    ['get', `/api/v1/runs/${nobody}/events`],
  ] as const)('%s %s is answered with run.not-found', async (method, path) => {
    expect((await api.ask()[method](path).expect(404)).body.code).toBe('run.not-found');
  });

  it('refuse an id that is none', async () => {
    expect((await api.ask().get('/api/v1/runs/..%2F..%2Fx').expect(400)).body.errors[0].column).toBe('id');
  });
});
