import { darkAndLight } from '@millwright/lifecycle/testing';
import { anApi, type AnApi } from '../testing/an-api.ts';
import { formType, rawForm } from '../testing/raw-form.ts';

describe('Idempotency-Key', () => {
  let api: AnApi;
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels');
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const start = (key: string, body: object = { model: 'vision/tiny', dataset: 'levels' }) =>
    api.ask().post('/api/v1/runs').set('idempotency-key', key).send(body);
  const runs = async () => (await api.parts.registry.runs.list({ limit: 1 })).total;

  it('gives the first answer again, byte for byte, and does nothing', async () => {
    const first = await start('one').expect(202);
    const before = await runs();
    const again = await start('one').expect(202);
    expect(again.text).toBe(first.text);
    expect(again.headers['location']).toBe(first.headers['location']);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect(await runs()).toBe(before);
  });

  it('starts one run where fifty ask at once', async () => {
    const before = await runs();
    const replies = await Promise.all(Array.from({ length: 50 }, () => start('fifty')));
    expect(await runs()).toBe(before + 1);
    expect(new Set(replies.map(({ status }) => status))).not.toContain(500);
    const ids = replies.filter(({ status }) => status === 202).map(({ body }) => body.id as string);
    expect(new Set(ids).size).toBe(1);
    for (const { body } of replies.filter(({ status }) => status !== 202))
      expect(body.code).toBe('request.idempotency-unanswered');
  });

  it('refuses the key with another body, and with another address', async () => {
    await start('other').expect(202);
    const { body } = await start('other', { model: 'vision/tiny', dataset: 'levels', seed: 2 }).expect(422);
    expect(body.code).toBe('request.idempotency-reused');
    await api
      .ask()
      .post('/api/v1/datasets/levels/versions')
      .set('idempotency-key', 'other')
      .send({})
      .expect(422);
  });

  it('is free again after a request that was refused', async () => {
    await start('refused', { model: 'vision/tiny', dataset: 'nothing' }).expect(404);
    await api.imported('nothing', darkAndLight({ count: 20, seed: 3 }));
    await start('refused', { model: 'vision/tiny', dataset: 'nothing' }).expect(202);
  });

  it('belongs to its sender', async () => {
    const made = { account: 'mes', scopes: ['train'] };
    const { key } = (await api.ask().post('/api/v1/keys').send(made).expect(201)).body;
    const mine = await start('mine').expect(202);
    const theirs = await start('mine').set('x-api-key', key).expect(202);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('answers an upload again without taking its files again', async () => {
    const files = darkAndLight({ count: 20, seed: 8 }).map(({ path: filename, bytes }) => ({
      field: 'files',
      filename,
      content: bytes,
    }));
    const form = rawForm([{ field: 'name', content: 'twice' }, ...files]);
    const send = () =>
      api
        .ask()
        .post('/api/v1/datasets')
        .set({ 'content-type': formType, 'idempotency-key': 'upload' })
        .send(form);
    const first = await send().expect(202);
    expect((await send().expect(202)).body).toEqual(first.body);
    expect((await api.parts.registry.datasets.versions('twice')).length).toBe(1);
  });

  it('never keeps an answer with a secret', async () => {
    const send = () =>
      api
        .ask()
        .post('/api/v1/keys')
        .set('idempotency-key', 'k')
        .send({ account: 'a', scopes: ['read'] });
    const [first, second] = [await send().expect(201), await send().expect(201)];
    expect(second.body.key).not.toBe(first.body.key);
  });

  it.each([['with spaces in it'], ['x'.repeat(256)]])('refuses the key %j', async (key) => {
    expect((await start(key).expect(400)).body.errors[0].column).toBe('Idempotency-Key');
  });
});
