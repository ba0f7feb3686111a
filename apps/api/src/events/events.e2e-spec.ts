import { anApi, until, type AnApi } from '../testing/an-api.ts';
import { readEvents } from '../testing/read-events.ts';

describe('the stream of everything', () => {
  let api: AnApi;
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels');
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  it('tells an import, a training and a moved alias as they happen', async () => {
    const reader = await readEvents(`${api.url}/api/v1/events`);
    await api.imported('more');
    const run = await api.trained('levels');
    await api.ask().put('/api/v1/models/levels/aliases/challenger').send({ version: 1 }).expect(200);
    await until(async () => reader.events.some((event) => event.type === 'model'));
    reader.close();
    const datasets = reader.events.filter((event) => event.type === 'dataset');
    expect(datasets.map(({ dataset }) => dataset)).toContain('more');
    expect(datasets.at(-1)).toMatchObject({ state: 'ready', progress: 100 });
    const runs = reader.events.filter((event) => event.type === 'run');
    expect(runs.at(-1)).toMatchObject({ run: run.id, state: 'completed' });
    expect(reader.events.filter((event) => event.type === 'model')).toContainEqual({
      type: 'model',
      model: 'levels',
      version: 1,
    });
  });

  it('begins with what is going on now', async () => {
    const request = { model: 'vision/tiny', dataset: 'levels', settings: { epochs: 500, pauseMs: 50 } };
    const { id } = (await api.ask().post('/api/v1/runs').send(request).expect(202)).body as { id: string };
    await until(async () => (await api.parts.registry.runs.get(id)).state === 'running');
    const reader = await readEvents(`${api.url}/api/v1/events`);
    await until(async () => reader.events.length > 0);
    expect(reader.events[0]).toMatchObject({ type: 'run', run: id, state: 'running', points: [] });
    await api.ask().post(`/api/v1/runs/${id}:cancel`).expect(202);
    await until(async () =>
      reader.events.some((event) => event.type === 'run' && event.state === 'canceled'),
    );
    reader.close();
  });
});
