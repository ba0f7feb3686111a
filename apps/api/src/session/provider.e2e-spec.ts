import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { anApi, type AnApi } from '../testing/an-api.ts';

const root = path.join(import.meta.dirname, '../../../..');
const publicUrl = 'http://localhost:3999';
const back = `${publicUrl}/api/v1/session/provider/return`;

/** A browser that follows redirects until it is sent back to Millwright, and keeps cookies by host. */
class Visitor {
  private readonly cookies = new Map<string, string>();

  async go(url: string, form?: Record<string, string>): Promise<{ url: string; text: string }> {
    const body = form && new URLSearchParams(form);
    const headers = { cookie: this.jar() };
    const method = form ? 'POST' : 'GET';
    const reply = await fetch(url, { method, body, headers, redirect: 'manual' });
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = reply.headers.get('location');
    if (location === null) return { url, text: await reply.text() };
    const next = new URL(location, url).href;
    return next.startsWith(publicUrl) ? { url: next, text: '' } : this.go(next);
  }

  private jar(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** Says who they are on the provider's pages, and agrees. */
async function atProvider(start: string, login: string): Promise<string> {
  const visitor = new Visitor();
  let page = await visitor.go(start);
  for (let step = 0; step < 5 && !page.url.startsWith(publicUrl); step++) {
    const [, action] = /<form[^>]*action="([^"]+)"/.exec(page.text) ?? [];
    const [, prompt] = /name="prompt" value="([^"]+)"/.exec(page.text) ?? [];
    page = await visitor.go(new URL(action, page.url).href, { prompt, login, password: 'any' });
  }
  return page.url;
}

const cookiesOf = (headers: Record<string, unknown>): string =>
  ((headers['set-cookie'] as string[] | undefined) ?? []).map((one) => one.split(';')[0]).join('; ');

describe('a sign-in at the provider of the plant', () => {
  let api: AnApi;
  let provider: ChildProcess;
  beforeAll(async () => {
    const script = path.join(root, 'tools/oidc/provider.mjs');
    provider = spawn(process.execPath, [script, back], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
    const [issuer] = (await once(provider.stdout!, 'data')) as [Buffer];
    api = await anApi({
      env: {
        HOST: '0.0.0.0',
        PUBLIC_URL: publicUrl,
        OIDC_ISSUER: issuer.toString().trim(),
        OIDC_CLIENT_ID: 'millwright',
        OIDC_CLIENT_SECRET: 'a secret for trials alone',
        OIDC_NAME: 'Plant accounts',
        OIDC_DEFAULT_ROLE: 'viewer',
      },
    });
  }, 60_000);
  afterAll(async () => {
    provider?.disconnect();
    await api?.close();
  }, 60_000);

  const begun = async (returnTo = '/en/models') => {
    const { body, headers } = await api.ask().post('/api/v1/session/provider').send({ returnTo }).expect(200);
    return { url: body.url as string, cookie: cookiesOf(headers) };
  };
  const returned = (address: string, cookie: string) => {
    const { pathname, search } = new URL(address);
    return api.ask().get(`${pathname}${search}`).set('cookie', cookie).expect(302);
  };
  const signedIn = async (login: string) => {
    const start = await begun();
    return returned(await atProvider(start.url, login), start.cookie);
  };

  it('is offered by its name', async () => {
    const { body } = await api.ask().get('/api/v1/session').expect(200);
    expect(body).toMatchObject({ provider: 'Plant accounts', signedIn: false });
  });

  it('makes an account with the role that newcomers get, and comes back to the page', async () => {
    const reply = await signedIn('mia');
    expect(reply.headers.location).toBe(`${publicUrl}/en/models`);
    const cookie = cookiesOf(reply.headers);
    const { body } = await api.ask().get('/api/v1/session').set('cookie', cookie).expect(200);
    expect(body).toMatchObject({
      by: 'user:mia@plant.example',
      user: { name: 'mia', grants: [{ role: 'viewer', site: null, line: null }] },
    });
    await api.ask().get('/api/v1/models').set('cookie', cookie).expect(200);
    await api.ask().get('/api/v1/users').set('cookie', cookie).expect(403);
  });

  it('finds the same account the next time', async () => {
    await signedIn('mia');
    const people = await api.parts.registry.users.list({ limit: 100 });
    expect(people.items.filter(({ email }) => email === 'mia@plant.example')).toHaveLength(1);
    expect(people.items[0].ways).toEqual(['provider']);
  });

  it('finds somebody whom an administrator invited, with the roles that they were given', async () => {
    const grants = [{ role: 'engineer' as const, site: null, line: null }];
    await api.parts.registry.users.create({ name: 'Eve', email: 'eve@plant.example', grants });
    const cookie = cookiesOf((await signedIn('eve')).headers);
    const { body } = await api.ask().get('/api/v1/session').set('cookie', cookie).expect(200);
    expect(body.user).toMatchObject({ name: 'Eve', grants });
  });

  it('does not give an account to somebody whose address the provider did not verify', async () => {
    await api.parts.registry.users.create({ name: 'Uma', email: 'unverified-uma@plant.example', grants: [] });
    const reply = await signedIn('unverified-uma');
    expect(reply.headers.location).toMatch(/^http:\/\/localhost:3999\/en\/models\?error=/);
    const { body } = await api.ask().get('/api/v1/session').set('cookie', cookiesOf(reply.headers));
    expect(body.signedIn).toBe(false);
  });

  it('lets nobody in who was shut out', async () => {
    const { items } = await api.parts.registry.users.list({ limit: 100 });
    const mia = items.find(({ email }) => email === 'mia@plant.example')!;
    await api.parts.registry.users.update(mia.id, { disabled: true });
    const reply = await signedIn('mia');
    const { body } = await api.ask().get('/api/v1/session').set('cookie', cookiesOf(reply.headers));
    expect(body.signedIn).toBe(false);
    await api.parts.registry.users.update(mia.id, { disabled: false });
  });

  it('does not count in another browser than the one it was begun in, nor twice', async () => {
    const start = await begun();
    const address = await atProvider(start.url, 'mia');
    const stolen = await returned(address, '');
    expect(stolen.headers.location).toContain('error=');
    const again = await begun();
    const other = await atProvider(again.url, 'mia');
    await returned(other, again.cookie);
    const replayed = await returned(other, again.cookie);
    expect(replayed.headers.location).toContain('error=');
    expect(cookiesOf(replayed.headers)).not.toMatch(/session_token=[^;]/);
  });

  it('comes back to pages of this portal alone', async () => {
    for (const returnTo of ['https://attacker.example', '//attacker.example', '/\\attacker.example', 'en'])
      await api.ask().post('/api/v1/session/provider').send({ returnTo }).expect(400);
  });

  it('that nobody set up says so', async () => {
    const plain = await anApi();
    const { body } = await plain.ask().post('/api/v1/session/provider').send({}).expect(404);
    expect(body.code).toBe('session.no-provider');
    await plain.close();
  });
});
