import fs from 'node:fs';
import pg from 'pg';
import { userLinkSchema, type UserLink } from '@millwright/contracts';
import { firstAdministrator, keepFirstLink } from '../platform/first-administrator.ts';
import { anApi, type AnApi } from '../testing/an-api.ts';

const password = 'a long sentence of words';
const everywhere = { site: null, line: null };
const tokenOf = ({ link }: UserLink): string => link.split('#token=')[1];
const cookieOf = (headers: Record<string, unknown>): string =>
  (headers['set-cookie'] as string[]).map((one) => one.split(';')[0]).join('; ');

describe('people', () => {
  let api: AnApi;
  let local: string;
  let admin: string;
  beforeAll(async () => {
    api = await anApi({ env: { HOST: '0.0.0.0' } });
    local = fs.readFileSync(`${api.directory}/access-key`, 'utf8').trim();
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const asked = (cookie: string) => ({
    get: (path: string) => api.ask().get(path).set('cookie', cookie),
    post: (path: string) => api.ask().post(path).set('cookie', cookie),
    put: (path: string) => api.ask().put(path).set('cookie', cookie),
    patch: (path: string) => api.ask().patch(path).set('cookie', cookie),
    delete: (path: string) => api.ask().delete(path).set('cookie', cookie),
  });
  const invited = async (name: string, grants: object[]): Promise<UserLink> => {
    const email = `${name}@plant.example`;
    const { body } = await asked(admin).post('/api/v1/users').send({ name, email, grants }).expect(201);
    return userLinkSchema.parse(body);
  };
  const redeemed = async (link: UserLink): Promise<string> => {
    const wish = { token: tokenOf(link), password };
    return cookieOf((await api.ask().post('/api/v1/session/link').send(wish).expect(204)).headers);
  };

  it('begin with one administrator, made by the link that only the installation can print, and once', async () => {
    const first = { name: 'Ana', email: 'Ana@Plant.example' };
    await keepFirstLink(api.parts);
    const file = `${api.directory}/first-administrator`;
    const token = api.parts.key.secretFor(firstAdministrator);
    expect(fs.readFileSync(file, 'utf8')).toBe(`http://localhost:3000/en/welcome#first=${token}\n`);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect((await api.ask().get('/api/v1/session').expect(200)).body).toMatchObject({
      first: true,
      user: null,
    });
    await api
      .ask()
      .post('/api/v1/session/link')
      .send({ token: `${token}x`, password, first })
      .expect(410);
    const both = await Promise.all(
      [1, 2].map(() => api.ask().post('/api/v1/session/link').send({ token, password, first })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([204, 410]);
    expect(fs.existsSync(file)).toBe(false);
    admin = cookieOf(both.find(({ status }) => status === 204)!.headers);
    const { body } = await asked(admin).get('/api/v1/session').expect(200);
    expect(body).toMatchObject({
      signedIn: true,
      first: false,
      by: 'user:ana@plant.example',
      user: { name: 'Ana', email: 'ana@plant.example', grants: [{ role: 'administrator', ...everywhere }] },
    });
    await api.ask().post('/api/v1/session/link').send({ token, password, first }).expect(410);
  });

  it('sign in with a password in a cookie that no script reads', async () => {
    const reply = await api
      .ask()
      .post('/api/v1/session')
      .send({ email: 'ANA@plant.example', password })
      .expect(204);
    const [cookie] = reply.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^millwright\.session_token=.*HttpOnly; SameSite=Lax/i);
    await asked(cookieOf(reply.headers)).get('/api/v1/models').expect(200);
  });

  it('are told the same, whether the address or the password is wrong', async () => {
    const wrong = { email: 'ana@plant.example', password: 'something else entirely' };
    const one = await api.ask().post('/api/v1/session').set('x-request-id', 'same').send(wrong).expect(401);
    const other = await api
      .ask()
      .post('/api/v1/session')
      .set('x-request-id', 'same')
      .send({ ...wrong, email: 'nobody@plant.example' })
      .expect(401);
    expect(one.body).toEqual(other.body);
    expect(one.body.code).toBe('session.credentials');
  });

  it('do what their roles let them, and are told what is missing', async () => {
    const viewer = await redeemed(await invited('vera', [{ role: 'viewer' }]));
    await asked(viewer).get('/api/v1/models').expect(200);
    const { body } = await asked(viewer).post('/api/v1/runs').send({}).expect(403);
    expect(body).toMatchObject({ code: 'access.role' });
    expect(body.detail).toContain('train');
    await asked(viewer).get('/api/v1/users').expect(403);
  });

  it('see nothing with a role for one site, since nothing says yet where it belongs', async () => {
    const local = await redeemed(await invited('lena', [{ role: 'engineer', site: 'north', line: null }]));
    await asked(local).get('/api/v1/models').expect(403);
  });

  it('without a role may do nothing but look after their own account', async () => {
    const nobody = await redeemed(await invited('nora', []));
    await asked(nobody).get('/api/v1/models').expect(403);
    await asked(nobody).get('/api/v1/sessions').expect(200);
  });

  it('choose a password with a link once, and the newest link alone counts', async () => {
    const early = await invited('luis', [{ role: 'viewer' }]);
    const { body } = await asked(admin).post(`/api/v1/users/${early.user.id}:link`).expect(200);
    const late = userLinkSchema.parse(body);
    await api
      .ask()
      .post('/api/v1/session/link')
      .send({ token: tokenOf(early), password })
      .expect(410);
    const session = await redeemed(late);
    await api
      .ask()
      .post('/api/v1/session/link')
      .send({ token: tokenOf(late), password })
      .expect(410);
    // a new link for a password forgotten ends what was begun with the old one
    const again = await asked(admin).post(`/api/v1/users/${early.user.id}:link`).expect(200);
    await asked(session).get('/api/v1/models').expect(200);
    await redeemed(userLinkSchema.parse(again.body));
    await asked(session).get('/api/v1/models').expect(401);
  });

  it('see the browsers they are signed in with, end one, and that one is out at its next request', async () => {
    const link = await invited('sara', [{ role: 'viewer' }]);
    const here = await redeemed(link);
    const there = cookieOf(
      (
        await api
          .ask()
          .post('/api/v1/session')
          .set('user-agent', 'Shop floor')
          .send({ email: 'sara@plant.example', password })
          .expect(204)
      ).headers,
    );
    const { body } = await asked(here).get('/api/v1/sessions').expect(200);
    expect(body.items.map((one: { current: boolean }) => one.current)).toEqual([false, true]);
    expect(body.items[0].agent).toBe('Shop floor');
    await asked(there).get('/api/v1/models').expect(200);
    await asked(here).delete(`/api/v1/sessions/${body.items[0].id}`).expect(204);
    expect((await asked(there).get('/api/v1/models').expect(401)).body.code).toBe('session.ended');
    // nobody ends what is not theirs
    const mine = await asked(admin).get('/api/v1/sessions').expect(200);
    await asked(here).delete(`/api/v1/sessions/${mine.body.items[0].id}`).expect(404);
    await asked(here).delete('/api/v1/session').expect(204);
    await asked(here).get('/api/v1/models').expect(401);
  });

  it('are out of all their sessions at once where an administrator ends them or shuts them out', async () => {
    const link = await invited('omar', [{ role: 'viewer' }]);
    const session = await redeemed(link);
    const path = `/api/v1/users/${link.user.id}`;
    await asked(admin).delete(`${path}/sessions`).expect(204);
    await asked(session).get('/api/v1/models').expect(401);
    await asked(admin).patch(path).send({ disabled: true }).expect(200);
    const wish = { email: 'omar@plant.example', password };
    expect((await api.ask().post('/api/v1/session').send(wish).expect(401)).body.code).toBe(
      'session.credentials',
    );
    await asked(admin).patch(path).send({ disabled: false }).expect(200);
    await api.ask().post('/api/v1/session').send(wish).expect(204);
  });

  it('lose a role with the next request', async () => {
    const link = await invited('kim', [{ role: 'engineer' }, { role: 'engineer' }]);
    expect(link.user.grants).toEqual([{ role: 'engineer', ...everywhere }]);
    const session = await redeemed(link);
    await asked(session).delete('/api/v1/models/nothing').expect(404);
    await asked(admin)
      .patch(`/api/v1/users/${link.user.id}`)
      .send({ grants: [{ role: 'viewer' }] })
      .expect(200);
    await asked(session).delete('/api/v1/models/nothing').expect(403);
  });

  it('always leave an administrator of the whole plant', async () => {
    const { body } = await asked(admin).get('/api/v1/session').expect(200);
    const path = `/api/v1/users/${body.user.id}`;
    const grants = [{ role: 'administrator', site: 'north' }];
    for (const change of [{ disabled: true }, { grants: [] }, { grants }])
      expect((await asked(admin).patch(path).send(change).expect(409)).body.code).toBe(
        'user.last-administrator',
      );
    await asked(admin).delete(path).expect(409);
    const other = await invited('zoe', [{ role: 'administrator' }]);
    await asked(admin).delete(`/api/v1/users/${other.user.id}`).expect(204);
  });

  it('change their password with the old one, which ends their other sessions', async () => {
    const link = await invited('ida', [{ role: 'viewer' }]);
    const [here, there] = [
      await redeemed(link),
      cookieOf(
        (await api.ask().post('/api/v1/session').send({ email: 'ida@plant.example', password }).expect(204))
          .headers,
      ),
    ];
    const next = 'another long sentence';
    await asked(here).put('/api/v1/session/password').send({ current: 'wrong', next }).expect(401);
    await asked(here).put('/api/v1/session/password').send({ current: password, next: 'short' }).expect(400);
    await asked(here).put('/api/v1/session/password').send({ current: password, next }).expect(204);
    await asked(here).get('/api/v1/models').expect(200);
    await asked(there).get('/api/v1/models').expect(401);
    await api.ask().post('/api/v1/session').send({ email: 'ida@plant.example', password }).expect(401);
    await api.ask().post('/api/v1/session').send({ email: 'ida@plant.example', password: next }).expect(204);
  });

  it('have an address of their own, and one account each', async () => {
    const wish = { name: 'Ana again', email: 'ANA@plant.example' };
    const { body } = await asked(admin).post('/api/v1/users').send(wish).expect(409);
    expect(body.code).toBe('user.taken');
    for (const wrong of [
      { ...wish, email: 'no address' },
      { ...wish, name: ' ' },
      { ...wish, grants: [{ role: 'king' }] },
    ])
      await asked(admin).post('/api/v1/users').send(wrong).expect(400);
    const line = { role: 'viewer', line: 'l1' };
    await asked(admin)
      .post('/api/v1/users')
      .send({ name: 'x', email: 'x@y.example', grants: [line] })
      .expect(400);
  });

  it('are looked at on record: every request for what concerns people is in the audit trail', async () => {
    const { body } = await asked(admin).get('/api/v1/session').expect(200);
    for (const path of [
      '/api/v1/users',
      `/api/v1/users/${body.user.id}`,
      `/api/v1/users/${body.user.id}/sessions`,
    ])
      await asked(admin).get(path).expect(200);
    const audit = await asked(admin).get('/api/v1/audit?action=personal.read&limit=4').expect(200);
    expect(audit.body.items.map(({ by, subject }: { by: string; subject: string }) => [by, subject])).toEqual(
      [
        '/api/v1/audit',
        `/api/v1/users/${body.user.id}/sessions`,
        `/api/v1/users/${body.user.id}`,
        '/api/v1/users',
      ].map((subject) => ['user:ana@plant.example', subject]),
    );
    expect(JSON.stringify(audit.body)).not.toContain(password);
  });

  it('keep passwords and links nowhere but as hashes', async () => {
    const link = await invited('paul', []);
    const client = new pg.Client({ connectionString: api.parts.config.databaseUrl });
    await client.connect();
    let kept = '';
    for (const table of ['users', 'user_accounts', 'user_links', 'user_sessions', 'audit_events']) {
      const { rows } = await client.query<{ whole: string }>(`SELECT ${table}::text AS whole FROM ${table}`);
      kept += rows.map(({ whole }) => whole).join('\n');
    }
    await client.end();
    expect(kept).toContain('paul@plant.example');
    expect(kept).not.toContain(tokenOf(link));
    expect(kept).not.toContain(password);
    const users = await asked(admin).get('/api/v1/users?limit=100').expect(200);
    expect(users.text).not.toMatch(/[0-9a-f]{32}:[0-9a-f]{64}/);
  });

  it('wait after ten wrong passwords for one account, whatever address they come from', async () => {
    await redeemed(await invited('tom', [{ role: 'viewer' }]));
    const attempt = (n: number, word: string) =>
      api
        .ask()
        .post('/api/v1/session')
        .set('x-forwarded-for', `10.0.0.${n}`)
        .send({ email: 'tom@plant.example', password: word });
    for (let n = 0; n < 10; n++) await attempt(n, `wrong ${n}`).expect(401);
    const { body, headers } = await attempt(99, password).expect(429);
    expect(body.code).toBe('access.attempts');
    expect(Number(headers['retry-after'])).toBeGreaterThan(60);
    await asked(admin).get('/api/v1/models').expect(200);
  });

  it('are not needed where the owner of the installation comes with the access key', async () => {
    const owner = () => api.ask().get('/api/v1/users').set('x-api-key', local);
    await owner().expect(200);
    const { body } = await api.ask().get('/api/v1/sessions').set('x-api-key', local).expect(409);
    expect(body.code).toBe('session.no-person');
  });
});

describe('people on the machine itself', () => {
  let api: AnApi;
  beforeAll(async () => (api = await anApi()), 60_000);
  afterAll(() => api.close(), 60_000);

  it('are the owner until they sign in, and out where their session was ended', async () => {
    await api.ask().get('/api/v1/users').expect(200);
    const { body } = await api
      .ask()
      .post('/api/v1/users')
      .send({ name: 'Vi', email: 'vi@plant.example', grants: [{ role: 'viewer' }] })
      .expect(201);
    const reply = await api
      .ask()
      .post('/api/v1/session/link')
      .send({ token: tokenOf(body as UserLink), password })
      .expect(204);
    const cookie = cookieOf(reply.headers);
    await api.ask().get('/api/v1/users').set('cookie', cookie).expect(403);
    await api.ask().delete(`/api/v1/users/${body.user.id}/sessions`).expect(204);
    expect((await api.ask().get('/api/v1/models').set('cookie', cookie).expect(401)).body.code).toBe(
      'session.ended',
    );
    await api.ask().get('/api/v1/models').expect(200);
  });
});
