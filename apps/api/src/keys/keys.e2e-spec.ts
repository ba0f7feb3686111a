import fs from 'node:fs';
import pg from 'pg';
import { newKeySchema, type NewKey } from '@millwright/contracts';
import { anApi, type AnApi } from '../testing/an-api.ts';

describe('keys of back ends', () => {
  let api: AnApi;
  let local: string;
  beforeAll(async () => {
    api = await anApi({ env: { HOST: '0.0.0.0' } });
    local = fs.readFileSync(`${api.directory}/access-key`, 'utf8').trim();
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const made = async (request: object): Promise<NewKey> => {
    const { body } = await api.ask().post('/api/v1/keys').set('x-api-key', local).send(request).expect(201);
    return newKeySchema.parse(body);
  };
  const asked = (key: string) => api.ask().get('/api/v1/models').set('x-api-key', key);

  it('are shown once, found nowhere afterwards, and expire in a year unless told otherwise', async () => {
    const key = await made({ account: 'mes', scopes: ['read', 'predict', 'read'] });
    expect(key.key).toMatch(/^mw_[\w-]{43}$/);
    expect(key).toMatchObject({ account: 'mes', scopes: ['read', 'predict'], createdBy: 'owner' });
    const days = (Date.parse(key.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(366);
    const list = await api.ask().get('/api/v1/keys').set('x-api-key', local).expect(200);
    expect(list.text).toContain(key.prefix);
    expect(list.text).not.toContain(key.key);
    const client = new pg.Client({ connectionString: api.parts.config.databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ whole: string }>('SELECT api_keys::text AS whole FROM api_keys');
    await client.end();
    expect(rows.map(({ whole }) => whole).join()).not.toContain(key.key);
  });

  it('count as x-api-key and as a Bearer token, and say when they were used last', async () => {
    const { id, key } = await made({ account: 'scada', scopes: ['read'] });
    await asked(key).expect(200);
    await api.ask().get('/api/v1/models').set('authorization', `Bearer ${key}`).expect(200);
    const { body } = await api.ask().get('/api/v1/keys').set('x-api-key', local).expect(200);
    const shown = body.items.find((one: NewKey) => one.id === id);
    expect(Date.now() - Date.parse(shown.lastUsedAt)).toBeLessThan(60_000);
  });

  it('are over with the next request once they are revoked, and both changes are in the audit trail', async () => {
    const { id, key } = await made({ account: 'old', scopes: ['read'], days: null });
    await asked(key).expect(200);
    await api.ask().delete(`/api/v1/keys/${id}`).set('x-api-key', local).expect(200);
    await asked(key).expect(401);
    const { items } = await api.parts.registry.audit.list({ subject: `key:${id}`, limit: 5 });
    expect(items.map(({ action }) => action)).toEqual(['key.revoke', 'key.create']);
    expect(JSON.stringify(items)).not.toContain(key);
  });

  it('that do not count are refused in the same words, whatever is wrong with them', async () => {
    const { id, key } = await made({ account: 'gone', scopes: ['read'] });
    await api.ask().delete(`/api/v1/keys/${id}`).set('x-api-key', local).expect(200);
    const expired = await made({ account: 'late', scopes: ['read'], days: 1 });
    const client = new pg.Client({ connectionString: api.parts.config.databaseUrl });
    await client.connect();
    await client.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [expired.id]);
    await client.end();
    const answers = new Set<string>();
    for (const wrong of [key, expired.key, `mw_${'A'.repeat(43)}`, 'mw_', 'x'.repeat(5000), "' OR 1=1 --"]) {
      const { body } = await asked(wrong).set('x-request-id', 'same').expect(401);
      answers.add(JSON.stringify(body));
    }
    expect([...answers]).toHaveLength(1);
  });

  it('cannot be given the right to give out keys, no scope at all, or an unknown one', async () => {
    for (const scopes of [['administer'], [], ['everything']])
      await api.ask().post('/api/v1/keys').set('x-api-key', local).send({ account: 'x', scopes }).expect(400);
  });

  it('that nobody made are not there to be revoked', async () => {
    const { body } = await api
      .ask()
      .delete('/api/v1/keys/019ab8f0-0000-7000-8000-000000000000')
      .set('x-api-key', local)
      .expect(404);
    expect(body.code).toBe('access.key-not-found');
  });
});

describe('a key on the machine itself', () => {
  let api: AnApi;
  beforeAll(async () => (api = await anApi()), 60_000);
  afterAll(() => api.close(), 60_000);

  it('is needed by nobody, but one that does not count is refused there too', async () => {
    await api.ask().get('/api/v1/models').expect(200);
    await api.ask().get('/api/v1/models').set('x-api-key', 'mw_wrong').expect(401);
    const request = { account: 'mes', scopes: ['predict'] };
    const { body } = await api.ask().post('/api/v1/keys').send(request).expect(201);
    await api.ask().get('/api/v1/models').set('x-api-key', body.key).expect(403);
  });

  it('names its account in the audit trail', async () => {
    await api.imported('levels');
    const request = { account: 'nightly', scopes: ['train'] };
    const { body } = await api.ask().post('/api/v1/keys').send(request).expect(201);
    const run = await api
      .ask()
      .post('/api/v1/runs')
      .set('x-api-key', body.key)
      .send({ model: 'vision/tiny', dataset: 'levels' })
      .expect(202);
    const { items } = await api.parts.registry.audit.list({ subject: `run:${run.body.id}`, limit: 1 });
    expect(items[0]).toMatchObject({ by: 'account:nightly', action: 'run.start' });
  });
});
