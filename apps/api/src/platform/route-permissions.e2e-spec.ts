import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import { keyScopes, rolePermissions, roles, type KeyScope, type Role } from '@millwright/contracts';
import { hashPassword } from 'better-auth/crypto';
import { anApi, type AnApi } from '../testing/an-api.ts';
import { routePermissions } from './route-permissions.ts';

/** Something for each parameter of an address: of the right form, and not there. */
const stranger: Readonly<Record<string, string>> = {
  name: 'nothing',
  version: '1',
  index: '0',
  id: '019ab8f0-0000-7000-8000-000000000000',
  delivery: '019ab8f0-0000-7000-8000-000000000001',
  alias: 'champion',
  format: 'onnx',
  key: 'line',
};
const addressOf = (route: string): [method: string, address: string] => {
  const [method, address] = route.split(' ');
  return [
    method,
    address
      .replace('*path', 'model.json')
      .replace(/:(name|version|index|id|delivery|alias|format|key)/g, (_, name) => stranger[name]),
  ];
};

const password = 'a long sentence of words';

/** The cookie of somebody with one role everywhere. */
async function signedIn({ ask, parts }: AnApi, role: Role): Promise<string> {
  const email = `${role}-${randomUUID()}@plant.example`;
  const grants = [{ role, site: null, line: null }];
  await parts.registry.users.create({
    name: role,
    email,
    grants,
    passwordHash: await hashPassword(password),
  });
  const { headers } = await ask().post('/api/v1/session').send({ email, password }).expect(204);
  return (headers['set-cookie'] as unknown as string[])[0].split(';')[0];
}

describe('every route, asked with every scope', () => {
  let api: AnApi;
  const keys = new Map<string, string>();
  /** Of a person with one role everywhere. */
  const cookies = new Map<string, string>();
  beforeAll(async () => {
    api = await anApi({ env: { HOST: '0.0.0.0' } });
    const local = fs.readFileSync(`${api.directory}/access-key`, 'utf8').trim();
    keys.set('owner', local);
    for (const scope of keyScopes) {
      const { body } = await api
        .ask()
        .post('/api/v1/keys')
        .set('x-api-key', local)
        .send({ account: `only-${scope}`, scopes: [scope] })
        .expect(201);
      keys.set(scope, body.key);
    }
    for (const role of roles) cookies.set(role, await signedIn(api, role));
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  /** Status and code of an answer; its body is not waited for where it is a stream. */
  const ask = (
    route: string,
    key?: string,
    cookie?: string,
  ): Promise<{ status: number; code: string | undefined }> => {
    const [method, path] = addressOf(route);
    return new Promise((resolve, reject) => {
      const headers = { ...(key && { 'x-api-key': key }), ...(cookie && { cookie }) };
      const request = http.request({
        host: '127.0.0.1',
        port: api.port,
        method,
        path,
        headers,
        agent: false,
      });
      request.once('error', reject).once('response', (response) => {
        const status = response.statusCode ?? 0;
        const isStream = response.headers['content-type']?.startsWith('text/event-stream');
        if (isStream) return (request.destroy(), resolve({ status, code: undefined }));
        let text = '';
        response.on('data', (bytes) => (text += String(bytes)));
        response.once('end', () => resolve({ status, code: /"code":"([\w.-]+)"/.exec(text)?.[1] }));
      });
      request.end();
    });
  };

  const routes = Object.entries(routePermissions);

  it.each(routes)('%s (%s) refuses whoever brings nothing, unless it is open', async (route, need) => {
    const { status } = await ask(route);
    expect(status === 401).toBe(need !== 'open' && need !== undefined);
  });

  it.each(routes)('%s (%s) refuses a key that was never made', async (route, need) => {
    if (need === 'open') expect((await ask(route, 'mw_never')).status).not.toBe(401);
    else expect((await ask(route, 'mw_never')).status).toBe(401);
  });

  it.each(keyScopes.flatMap((scope) => routes.map(([route, need]) => [scope, route, need] as const)))(
    'a key for %s asks %s (%s) and is answered or refused as the table says',
    async (scope: KeyScope, route, need) => {
      const { status, code } = await ask(route, keys.get(scope));
      const isAllowed = need === 'open' || need === 'anybody' || need === scope;
      if (isAllowed) expect([401, 403]).not.toContain(status);
      else expect(status).toBe(403);
      if (!isAllowed && route.includes('/api/')) expect(code).toBe('access.scope');
      expect(status).toBeLessThan(500);
    },
  );

  it.each(roles.flatMap((role) => routes.map(([route, need]) => [role, route, need] as const)))(
    'somebody who is %s asks %s (%s) and is answered or refused as the table says',
    async (role: Role, route, need) => {
      // whoever signs out is out for the rest of these questions
      const own = route === 'DELETE /api/v1/session' ? await signedIn(api, role) : cookies.get(role);
      const { status, code } = await ask(route, undefined, own);
      const isAllowed =
        need === 'open' || need === 'anybody' || rolePermissions[role].some((one) => one === need);
      if (!isAllowed) expect(status).toBe(403);
      else if (route !== 'POST /api/v1/session') expect([401, 403]).not.toContain(status);
      if (!isAllowed && route.includes('/api/')) expect(code).toBe('access.role');
      expect(status).toBeLessThan(500);
    },
  );

  const secrets = [
    'POST /api/v1/keys',
    'POST /api/v1/session',
    'POST /api/v1/session/link',
    'POST /api/v1/session/provider',
    'POST /api/v1/users',
    'POST /api/v1/users/:id:link',
    'POST /api/v1/webhooks',
    'POST /api/v1/webhooks/:id:rotate',
  ];
  const posts = Object.keys(routePermissions).filter(
    (route) => route.startsWith('POST /api/') && !secrets.includes(route),
  );
  it.each(posts)('%s is done once where its sender says so', async (route) => {
    const [, path] = addressOf(route);
    const headers = { 'x-api-key': keys.get('owner') ?? '', 'idempotency-key': 'not a key' };
    const { body } = await api.ask().post(path).set(headers).expect(400);
    expect(body.errors).toMatchObject([{ column: 'Idempotency-Key' }]);
  });

  it.each(routes)('%s (%s) lets the owner through', async (route) => {
    const { status } = await ask(route, keys.get('owner'));
    expect([401, 403]).not.toContain(status);
    expect(status).toBeLessThan(500);
  });
});
