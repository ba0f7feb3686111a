import { createHash } from 'node:crypto';
import {
  aliasMoveSchema,
  caseSchema,
  evaluationSchema,
  heatMapSchema,
  modelDefinitionSchema,
  modelSchema,
  modelVersionSchema,
  pageOf,
} from '@millwright/contracts';
import { anApi, type AnApi } from '../testing/an-api.ts';

describe('models', () => {
  let api: AnApi;
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels');
    await api.trained('levels');
    await api.trained('levels');
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const get = async (path: string) => (await api.ask().get(`/api/v1${path}`).expect(200)).body as unknown;

  it('that can be trained are told with their settings', async () => {
    const [tiny] = modelDefinitionSchema.array().parse(await get('/model-definitions'));
    expect(tiny).toMatchObject({ id: 'vision/tiny', defaults: { epochs: 5 } });
    expect(Object.keys(tiny.settings['properties'] as object)).toContain('learningRate');
  });

  it('that were trained are told with figures, lineage and baseline', async () => {
    expect(
      pageOf(modelSchema)
        .parse(await get('/models'))
        .items.map(({ name }) => name),
    ).toEqual(['levels']);
    expect(modelSchema.parse(await get('/models/levels')).versions.sort()).toEqual([1, 2]);
    const version = modelVersionSchema.parse(await get('/models/levels/versions/1'));
    expect(version).toMatchObject({
      dataset: 'levels',
      datasetVersion: 1,
      labels: ['dark', 'light'],
      seed: 1,
    });
    expect(version.metrics['accuracy']).toBeGreaterThan(version.baseline['accuracy']);
    expect(modelVersionSchema.array().parse(await get('/models/levels/versions'))).toHaveLength(2);
  });

  it('show their held-out cases, and those they got wrong alone', async () => {
    const cases = async (query: string) =>
      pageOf(caseSchema).parse(await get(`/models/levels/versions/1/cases?limit=500&${query}`));
    const { report } = modelVersionSchema.parse(await get('/models/levels/versions/1'));
    const all = await cases('');
    expect(all.total).toBe(report.rows);
    const wrong = await cases('wrong=true');
    const offDiagonal = report.rows - report.matrix.reduce((sum, row, i) => sum + row[i], 0);
    expect(wrong.total).toBe(offDiagonal);
    expect(wrong.items.every(({ actual, predicted }) => actual !== predicted)).toBe(true);
    const cell = await cases('actual=dark&predicted=dark');
    expect(cell.total).toBe(report.matrix[0][0]);
  });

  it('say where they looked at a case', async () => {
    const { items } = pageOf(caseSchema).parse(await get('/models/levels/versions/1/cases'));
    const map = heatMapSchema.parse(
      await get(`/models/levels/versions/1/cases/${items[0].item.index}/explanation`),
    );
    expect(map).toMatchObject({ label: items[0].predicted, width: 16, height: 16 });
  });

  it('are held against a dataset', async () => {
    const post = (body: object) => api.ask().post('/api/v1/models/levels/versions/1/evaluations').send(body);
    const whole = evaluationSchema.parse((await post({ dataset: 'levels', version: 1 }).expect(200)).body);
    expect(whole).toMatchObject({ model: 'levels', version: 1, dataset: 'levels', datasetVersion: 1 });
    const { report } = whole;
    const hits = report.matrix.reduce((sum, row, i) => sum + row[i], 0);
    expect(report.metrics['accuracy']).toBeCloseTo(hits / report.rows, 12);
    expect((await post({ dataset: 'unknown' }).expect(404)).body.code).toBe('dataset.not-found');
    expect((await post({ dataset: 'levels', part: 'exam' }).expect(400)).body.errors[0].column).toBe('part');
  });

  it('have aliases that move, with a history of who moved them', async () => {
    const put = (alias: string, body: object) =>
      api.ask().put(`/api/v1/models/levels/aliases/${alias}`).send(body);
    const first = aliasMoveSchema.parse(
      (await put('champion', { version: 1, approve: true }).expect(200)).body,
    );
    expect(first).toMatchObject({ alias: 'champion', to: 1, by: 'owner' });
    await put('champion', { version: 2, note: 'fewer wrong', approve: true }).expect(200);
    const history = aliasMoveSchema.array().parse(await get('/models/levels/aliases'));
    expect(history[0]).toMatchObject({ from: 1, to: 2, note: 'fewer wrong' });
    expect(modelSchema.parse(await get('/models/levels')).aliases).toContainEqual({
      alias: 'champion',
      version: 2,
    });
    await api.ask().delete('/api/v1/models/levels/aliases/champion').expect(204);
    expect(modelSchema.parse(await get('/models/levels')).aliases).toEqual([]);
    expect(aliasMoveSchema.array().parse(await get('/models/levels/aliases'))[0]).toMatchObject({
      from: 2,
      to: null,
    });
    expect((await put('favourite', { version: 1 }).expect(400)).body.errors[0].column).toBe('alias');
    expect((await put('champion', { version: 99 }).expect(409)).body.code).toBe('model.not-trained');
    expect((await put('champion', { version: 0 }).expect(400)).body.errors[0].column).toBe('version');
  });

  it('give their files by the names in their list', async () => {
    const { files } = modelVersionSchema.parse(await get('/models/levels/versions/1'));
    for (const { path, hash, bytes } of files) {
      const reply = await api
        .ask()
        .get(`/api/v1/models/levels/versions/1/files/${path}`)
        .buffer()
        .expect(200);
      expect(reply.headers['content-disposition']).toMatch(/^attachment/);
      expect(Number(reply.headers['content-length'])).toBe(bytes);
      const whole = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.text);
      expect(createHash('sha256').update(whole).digest('hex')).toBe(hash);
    }
  });

  it('are handed on as a file of another format, and of no unknown one', async () => {
    const place = '/api/v1/models/levels/versions/1/exports';
    const reply = await api.ask().get(`${place}/onnx`).buffer().expect(200);
    expect(reply.headers['content-disposition']).toBe("attachment; filename*=UTF-8''levels-1.onnx");
    expect(Number(reply.headers['content-length'])).toBeGreaterThan(0);
    expect((await api.ask().get(`${place}/pickle`)).status).toBe(400);
  });

  it.each([
    'nothing.json',
    '..%2F..%2F..%2Faccess-key',
    '../../../../../../../access-key',
    '%2e%2e/%2e%2e/access-key',
    '%2Fetc%2Fpasswd',
    '..%5C..%5Caccess-key',
    'model.json%00.png',
    'constructor',
  ])('give no file %s', async (path) => {
    const { status, headers } = await api.ask().get(`/api/v1/models/levels/versions/1/files/${path}`);
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/problem\+json/);
  });

  it.each([
    ['get', '/api/v1/models/unknown', 404, 'model.not-found'],
    ['get', '/api/v1/models/unknown/aliases', 404, 'model.not-found'],
    ['get', '/api/v1/models/levels/versions/99', 409, 'model.not-trained'],
    ['delete', '/api/v1/models/unknown', 404, 'model.not-found'],
    ['get', '/api/v1/models/levels/versions/1/cases/9999/explanation', 404, 'dataset.no-item'],
  ] as const)('%s %s is answered with %i %s', async (method, path, status, code) => {
    expect((await api.ask()[method](path).expect(status)).body.code).toBe(code);
  });

  it('keep a version from being deleted while it has an alias, and are deleted with their bytes', async () => {
    await api.trained('levels');
    await api
      .ask()
      .put('/api/v1/models/levels/aliases/champion')
      .send({ version: 3, approve: true })
      .expect(200);
    const refused = await api.ask().delete('/api/v1/models/levels/versions/3').expect(409);
    expect(refused.body.code).toBe('model.in-use');
    await api.ask().delete('/api/v1/models/levels/aliases/champion').expect(204);
    const { body } = await api.ask().delete('/api/v1/models/levels/versions/3').expect(200);
    expect(body.deleted.join()).toContain('levels');
    expect((await api.ask().get('/api/v1/models/levels/versions/3').expect(409)).body.code).toBe(
      'model.not-trained',
    );
  });

  it('keep the data they were trained on from vanishing unnoticed', async () => {
    const refused = await api.ask().delete('/api/v1/datasets/levels').expect(409);
    expect(refused.body.code).toBe('dataset.in-use');
    expect(refused.body.detail).toContain('levels');
    expect(
      (await api.ask().delete('/api/v1/datasets/levels?confirm=maybe').expect(400)).body.errors[0].column,
    ).toBe('confirm');
    await api.ask().delete('/api/v1/datasets/levels?confirm=true').expect(200);
    const version = modelVersionSchema.parse(await get('/models/levels/versions/1'));
    expect(version).toMatchObject({ dataset: 'levels', datasetVersion: 1, datasetDeleted: true });
  });
});
