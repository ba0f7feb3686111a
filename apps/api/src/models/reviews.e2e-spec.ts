import { aliasMoveSchema, auditEventSchema, modelVersionSchema } from '@millwright/contracts';
import { anApi, type AnApi } from '../testing/an-api.ts';

describe('approval before champion', () => {
  let api: AnApi;
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels');
    for (let i = 0; i < 4; i++) await api.trained('levels');
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const base = '/api/v1/models/levels';
  const put = (version: number, more: object = {}) =>
    api
      .ask()
      .put(`${base}/aliases/champion`)
      .send({ version, ...more });
  const review = (version: number, verb: string, body: object = {}) =>
    api.ask().post(`${base}/versions/${version}:${verb}`).send(body);
  const version = async (number: number) =>
    modelVersionSchema.parse((await api.ask().get(`${base}/versions/${number}`).expect(200)).body);

  it('begins as pending, by nobody', async () => {
    const { validation, tags } = await version(1);
    expect(validation).toEqual({ status: 'pending', by: null, at: null, note: null });
    expect(tags).toEqual({ validation_status: 'pending' });
  });

  it('keeps a version that nobody approved from becoming champion, and says what to do', async () => {
    const { body } = await put(1).set('accept-language', 'en').expect(409);
    expect(body).toMatchObject({ code: 'model.not-approved' });
    expect(body.detail).toContain('levels version 1 is not approved yet');
    expect(body.hint).toContain('millwright models approve levels 1');
    expect((await api.ask().get(`${base}/aliases/champion`)).body).toEqual({
      alias: 'champion',
      version: null,
    });
    await api.ask().put(`${base}/aliases/challenger`).send({ version: 1 }).expect(200);
  });

  it('lets an approved one become champion; who, when and why stay in the audit trail', async () => {
    const { body } = await review(1, 'approve', { note: 'fewer misses' }).expect(200);
    expect(modelVersionSchema.parse(body)).toMatchObject({
      validation: { status: 'approved', by: 'owner', note: 'fewer misses' },
      tags: { validation_status: 'approved' },
    });
    await put(1).expect(200);
    const { items } = await api.parts.registry.audit.list({ subject: 'model:levels@1', limit: 5 });
    expect(auditEventSchema.parse(items[0])).toMatchObject({
      by: 'owner',
      action: 'model.approve',
      details: { before: 'pending', note: 'fewer misses' },
    });
  });

  it('refuses to reject a champion, and to promote one that was rejected, even with approve', async () => {
    expect((await review(1, 'reject').expect(409)).body.code).toBe('model.in-use');
    await review(2, 'reject', { note: 'misses scratches' }).expect(200);
    expect((await put(2, { approve: true }).expect(409)).body.code).toBe('model.not-approved');
  });

  it('is given by whoever promotes with approve, in their name', async () => {
    await put(3, { approve: true, note: 'best so far' }).expect(200);
    expect((await version(3)).validation).toMatchObject({
      status: 'approved',
      by: 'owner',
      note: 'best so far',
    });
  });

  it('is no tag that is set by hand', async () => {
    const path = `${base}/versions/4/tags/validation_status`;
    expect((await api.ask().put(path).send({ value: 'approved' }).expect(422)).body.code).toBe(
      'tag.reserved',
    );
    expect((await api.ask().delete(path).expect(422)).body.code).toBe('tag.reserved');
    expect((await version(4)).validation.status).toBe('pending');
  });

  it('gives an alias back to the version before, as one more move', async () => {
    const back = () => api.ask().post(`${base}/aliases/champion:return`).send({ note: 'line stopped' });
    expect(aliasMoveSchema.parse((await back().expect(200)).body)).toMatchObject({
      alias: 'champion',
      from: 3,
      to: 1,
      by: 'owner',
      note: 'line stopped',
    });
    await review(3, 'reject').expect(200);
    expect((await back().expect(409)).body.code).toBe('model.not-approved');
    const { body } = await api.ask().get(`${base}/aliases`).expect(200);
    expect(aliasMoveSchema.array().parse(body)[0]).toMatchObject({ from: 3, to: 1 });
    const none = await api.ask().post(`${base}/aliases/challenger:return`).send({}).expect(409);
    expect(none.body.code).toBe('alias.no-return');
  });

  it.each([
    ['unknown/versions/1:approve', 404, 'model.not-found'],
    ['levels/versions/99:approve', 409, 'model.not-trained'],
    ['levels/versions/99:reject', 409, 'model.not-trained'],
    ['unknown/aliases/champion:return', 404, 'model.not-found'],
    ['levels/aliases/favourite:return', 400, 'request.invalid'],
  ])('POST %s is answered with %i %s', async (path, status, code) => {
    expect((await api.ask().post(`/api/v1/models/${path}`).send({}).expect(status)).body.code).toBe(code);
  });
});
