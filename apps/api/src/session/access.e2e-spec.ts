import fs from 'node:fs';
import path from 'node:path';
import { anApi, type AnApi } from '../testing/an-api.ts';

const protectedRoutes = [
  ['get', '/api/v1/system'],
  ['get', '/api/v1/datasets'],
  ['post', '/api/v1/datasets'],
  ['get', '/api/v1/datasets/x/versions/1/items/0/image'],
  ['get', '/api/v1/runs'],
  ['post', '/api/v1/runs'],
  ['get', '/api/v1/events'],
  ['get', '/api/v1/models'],
  ['get', '/api/v1/models/x/versions/1/files/model.json'],
  ['get', '/api/v1/model-definitions'],
  ['post', '/api/v1/predictions'],
  ['get', '/api/v1/answers'],
  ['get', '/api/v1/jobs'],
  ['get', '/api/openapi.json'],
  ['get', '/api/docs'],
  ['get', '/api/nothing'],
] as const;

describe('access without HOST', () => {
  let api: AnApi;
  beforeAll(async () => (api = await anApi()), 60_000);
  afterAll(() => api.close(), 60_000);

  it('needs no key, and says so', async () => {
    expect((await api.ask().get('/api/v1/session').expect(200)).body).toMatchObject({
      keyRequired: false,
      signedIn: true,
      by: 'owner',
      user: null,
    });
    await api.ask().get('/api/v1/jobs').expect(200);
  });

  it.each(protectedRoutes)('%s %s refuses a name that was made to point here', async (method, route) => {
    const { body } = await api.ask()[method](route).set('host', 'attacker.example').expect(403);
    expect(body.code).toBe('access.host');
  });

  it.each(protectedRoutes)('%s %s refuses a page of another address', async (method, route) => {
    const { body } = await api.ask()[method](route).set('origin', 'https://attacker.example').expect(403);
    expect(body.code).toBe('access.origin');
  });

  it('serves the portal, which passes its own address on', async () => {
    const asPortal = { 'x-forwarded-host': 'localhost:3000', origin: 'http://localhost:3000' };
    await api.ask().get('/api/v1/jobs').set(asPortal).expect(200);
    await api
      .ask()
      .get('/api/v1/jobs')
      .set({ ...asPortal, 'x-forwarded-host': 'attacker.example' })
      .expect(403);
  });
});

describe('access with HOST', () => {
  let api: AnApi;
  let key: string;
  beforeAll(async () => {
    api = await anApi({ env: { HOST: '0.0.0.0' } });
    key = fs.readFileSync(path.join(api.directory, 'access-key'), 'utf8').trim();
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  it.each(protectedRoutes)('%s %s asks for the key', async (method, route) => {
    const { body } = await api.ask()[method](route).expect(401);
    expect(body.code).toBe('access.key');
  });

  it('lets health and the question whether a key is needed through', async () => {
    await api.ask().get('/api/health/live').expect(200);
    await api.ask().get('/api/health/ready').expect(200);
    expect((await api.ask().get('/api/v1/session').expect(200)).body).toMatchObject({
      keyRequired: true,
      signedIn: false,
      by: null,
      permissions: [],
    });
  });

  it('takes the key as x-api-key or as a bearer, and refuses another', async () => {
    await api.ask().get('/api/v1/jobs').set('x-api-key', key).expect(200);
    await api.ask().get('/api/v1/jobs').set('authorization', `Bearer ${key}`).expect(200);
    await api.ask().get('/api/v1/jobs').set('x-api-key', `${key}x`).expect(401);
    await api.ask().get('/api/v1/jobs').set('authorization', 'Bearer nothing').expect(401);
    await api.ask().get('/api/v1/jobs').set('host', 'mill.example:3333').set('x-api-key', key).expect(200);
  });

  it('gives a cookie for the key that no script reads and no other site sends', async () => {
    const signedIn = await api.ask().post('/api/v1/session').send({ key }).expect(204);
    const [cookie] = signedIn.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(key);
    const session = cookie.split(';')[0];
    await api.ask().get('/api/v1/jobs').set('cookie', `theme=dark; ${session}`).expect(200);
    expect((await api.ask().get('/api/v1/session').set('cookie', session)).body.signedIn).toBe(true);
    await api.ask().get('/api/v1/jobs').set('cookie', `${session}x`).expect(401);
    // a page elsewhere cannot use it
    await api
      .ask()
      .get('/api/v1/jobs')
      .set('cookie', session)
      .set('origin', 'https://attacker.example')
      .expect(403);
    const out = await api.ask().delete('/api/v1/session').set('cookie', session).expect(204);
    expect(out.headers['set-cookie']).toContainEqual(
      expect.stringMatching(/^millwright_session=; .*Max-Age=0/),
    );
  });

  it('marks the cookie as secure where the portal is reached over TLS', async () => {
    const reply = await api
      .ask()
      .post('/api/v1/session')
      .set('x-forwarded-proto', 'https')
      .send({ key })
      .expect(204);
    expect(reply.headers['set-cookie'][0]).toMatch(/; Secure$/);
  });

  it('answers ten wrong keys, then asks for a minute of patience', async () => {
    for (let i = 0; i < 10; i++)
      await api
        .ask()
        .post('/api/v1/session')
        .send({ key: `wrong ${i}` })
        .expect(401);
    const { body, headers } = await api.ask().post('/api/v1/session').send({ key }).expect(429);
    expect(body.code).toBe('access.attempts');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    // whoever has the key already is not held up
    await api.ask().get('/api/v1/jobs').set('x-api-key', key).expect(200);
  });
});
