import { answerSchema, pageOf, predictionResultSchema } from '@millwright/contracts';
import { darkAndLight } from '@millwright/lifecycle/testing';
import { encodePng } from '@millwright/readers';
import { anApi, type AnApi } from '../testing/an-api.ts';
import { formType, rawForm, type RawPart } from '../testing/raw-form.ts';

/** 16 x 16 grey pixels of one level. */
const flat = (level: number) => ({
  dtype: 'uint8' as const,
  shape: [16, 16, 1],
  data: new Uint8Array(256).fill(level),
});
const photograph = (level: number, filename = `${level}.png`): RawPart => ({
  field: 'files',
  filename,
  content: encodePng(flat(level)),
});
const field = (name: string, content: string): RawPart => ({ field: name, content });

describe('predictions', () => {
  let api: AnApi;
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels');
    await api.trained('levels');
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const ask = (parts: readonly RawPart[], options = {}) =>
    api.ask().post('/api/v1/predictions').set('content-type', formType).send(rawForm(parts, options));

  it('judge each photograph, with certainty and the version that judged', async () => {
    const { body } = await ask([field('model', 'levels'), photograph(60), photograph(200)]).expect(200);
    const { answers, problems } = predictionResultSchema.parse(body);
    expect(problems).toEqual([]);
    expect(answers.map(({ input, answer }) => [input, answer])).toEqual([
      ['60.png', 'dark'],
      ['200.png', 'light'],
    ]);
    for (const { model, version, confidence, scores, answer, explanation } of answers) {
      expect({ model, version, explanation }).toEqual({ model: 'levels', version: 1, explanation: null });
      expect(confidence).toBe(scores[answer]);
    }
  });

  it('explain themselves where they are asked to', async () => {
    const { body } = await ask([field('model', 'levels@1'), field('explain', 'true'), photograph(60)]).expect(
      200,
    );
    expect(body.answers[0].explanation).toMatchObject({ method: 'grad-cam', label: 'dark' });
  });

  it('answer the good photographs and tell what is wrong with the others', async () => {
    const good = photograph(60);
    const truncated = {
      ...photograph(70, 'cut.png'),
      content: Buffer.from(photograph(70).content as Uint8Array).subarray(0, 60),
    };
    const parts = [
      field('model', 'levels'),
      truncated,
      { field: 'files', filename: 'text.png', content: 'no picture' },
      { ...good, filename: Buffer.from([0xfc, 0x2e, 0x70, 0x6e, 0x67]) },
      { ...good, filename: '../escape.png' },
      good,
    ];
    const { body } = await ask(parts).set('accept-language', 'zh').expect(200);
    const { answers, problems } = predictionResultSchema.parse(body);
    expect(answers.map(({ input, index }) => [input, index])).toEqual([['60.png', 4]]);
    expect(problems.map(({ code, index }) => `${index} ${code}`).sort()).toEqual([
      '0 image.unreadable',
      '1 image.unreadable',
      '2 file.name-encoding',
      '3 file.unsafe-name',
    ]);
    for (const { message } of problems) expect(message).toMatch(/\p{Script=Han}/u);
  });

  it('refuse what comes after the first 200 photographs, and one larger than 50 MB', async () => {
    const many = Array.from({ length: 202 }, (_, i) => photograph(60, `${i}.png`));
    const { body } = await ask([field('model', 'levels'), ...many]).expect(200);
    expect(body.answers).toHaveLength(200);
    expect(body.problems.map(({ code, file }: { code: string; file: string }) => [code, file])).toEqual([
      ['answer.too-many', '200.png'],
      ['answer.too-many', '201.png'],
    ]);
    const huge = { field: 'files', filename: 'huge.png', content: Buffer.alloc(50 * 1024 * 1024 + 1) };
    const second = await ask([field('model', 'levels'), huge, photograph(60)]).expect(200);
    expect(second.body.answers).toHaveLength(1);
    expect(second.body.problems).toMatchObject([{ code: 'answer.too-large', file: 'huge.png' }]);
  }, 60_000);

  it.each([
    [[field('model', 'levels')], 400, 'answer.no-input'],
    [[field('model', 'unknown'), photograph(60)], 404, 'model.not-found'],
    [[field('model', 'levels@9'), photograph(60)], 409, 'model.not-trained'],
    [[field('model', 'levels@challenger'), photograph(60)], 409, 'model.not-trained'],
    [[field('model', 'bad name'), photograph(60)], 400, 'request.invalid'],
    [[field('model', 'levels@99999999999'), photograph(60)], 400, 'request.invalid'],
    [[photograph(60), field('model', 'levels')], 400, 'request.invalid'],
    [[field('model', 'levels'), field('explain', 'perhaps'), photograph(60)], 400, 'request.invalid'],
  ] as [RawPart[], number, string][])('refuse a form (case %#) with %i %s', async (parts, status, code) => {
    expect((await ask(parts).expect(status)).body.code).toBe(code);
  });

  it('cut off half way are refused', async () => {
    const form = rawForm([field('model', 'levels'), photograph(60)], { end: false });
    const reply = await api
      .ask()
      .post('/api/v1/predictions')
      .set('content-type', formType)
      .send(form.subarray(0, -9));
    expect([reply.status, reply.body.code]).toEqual([400, 'upload.cut-off']);
  });
});

describe('answers', () => {
  let api: AnApi;
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels', darkAndLight());
    await api.trained('levels');
    const form = rawForm([field('model', 'levels'), ...[50, 60, 70].map((level) => photograph(level))]);
    await api.ask().post('/api/v1/predictions').set('content-type', formType).send(form).expect(200);
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const list = async (query = '') =>
    pageOf(answerSchema).parse((await api.ask().get(`/api/v1/answers${query}`).expect(200)).body);

  it('are kept, newest first, and found by their model', async () => {
    expect((await list()).total).toBe(3);
    expect((await list('?model=levels@1&limit=2')).items).toHaveLength(2);
    const [newest] = (await list()).items;
    expect(
      answerSchema.parse((await api.ask().get(`/api/v1/answers/${newest.id}`).expect(200)).body),
    ).toEqual(newest);
  });

  it('learn what a part turned out to be', async () => {
    const [{ id }] = (await list()).items;
    const post = (label: string) => api.ask().post(`/api/v1/answers/${id}/outcome`).send({ label });
    const { body } = await post('light').expect(200);
    expect(answerSchema.parse(body).outcome).toMatchObject({ label: 'light', by: 'owner' });
    expect((await post('purple')).body.code).toBe('answer.unknown-label');
    expect((await post('').expect(400)).body.errors[0].column).toBe('label');
  });

  it('that do not exist are answered with answer.not-found', async () => {
    const path = '/api/v1/answers/00000000-0000-4000-8000-000000000000';
    expect((await api.ask().get(path).expect(404)).body.code).toBe('answer.not-found');
    expect((await api.ask().post(`${path}/outcome`).send({ label: 'dark' }).expect(404)).body.code).toBe(
      'answer.not-found',
    );
  });

  it('come from jobs that are listed', async () => {
    const { body } = await api.ask().get('/api/v1/jobs').expect(200);
    expect(body.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`).sort()).toEqual(
      ['dataset.inspect completed', 'run.train completed'],
    );
  });
});
