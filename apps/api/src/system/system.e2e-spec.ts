import { systemSchema } from '@millwright/contracts';
import { anApi, type AnApi } from '../testing/an-api.ts';

describe('the api as a whole', () => {
  let api: AnApi;
  beforeAll(async () => (api = await anApi()), 60_000);
  afterAll(() => api.close(), 60_000);

  it('is live, and ready once the database answers', async () => {
    expect((await api.ask().get('/api/health/live').expect(200)).body).toEqual({ status: 'live' });
    expect((await api.ask().get('/api/health/ready').expect(200)).body).toEqual({ status: 'ready' });
  });

  it('says what runs here in the contract of the system', async () => {
    const { body } = await api.ask().get('/api/v1/system').expect(200);
    const system = systemSchema.parse(body);
    expect(system).toMatchObject({
      database: 'server',
      jobs: 'postgresql',
      artifacts: { count: 0, bytes: 0 },
    });
    expect(system.engines.filter(({ chosen }) => chosen)).toHaveLength(1);
  });

  it('answers an unknown address with a problem body and the id of the request', async () => {
    const reply = await api.ask().get('/api/v1/nothing').set('x-request-id', 'my-id-7').expect(404);
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(reply.headers['x-request-id']).toBe('my-id-7');
    expect(reply.body).toMatchObject({
      type: '/api/docs#error-request.not-found',
      status: 404,
      code: 'request.not-found',
      requestId: 'my-id-7',
      errors: [],
    });
    expect(reply.body.detail).toContain('/api/v1/nothing');
    await api
      .ask()
      .get('/elsewhere')
      .expect(404)
      .expect('content-type', /problem\+json/);
  });

  it('speaks the language of the request', async () => {
    const reply = await api.ask().get('/api/v1/nothing').set('accept-language', 'zh-CN,zh;q=0.9').expect(404);
    expect(reply.body.hint).toBe('现有地址请见 /api/docs。');
  });

  it('makes an id of its own where the one it is given is no plain word', async () => {
    const reply = await api.ask().get('/api/v1/nothing').set('x-request-id', 'a b<script>').expect(404);
    expect(reply.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('names the field of a body that does not match its contract, in both languages', async () => {
    const send = () => api.ask().post('/api/v1/runs').send({ model: 'vision/tiny', dataset: 'x', seed: -1 });
    const { body } = await send().expect(400);
    expect(body).toMatchObject({
      code: 'request.invalid',
      errors: [{ code: 'request.invalid', column: 'seed' }],
    });
    const chinese = await send().set('accept-language', 'zh').expect(400);
    expect(chinese.body.errors[0]).toMatchObject({ column: 'seed' });
    expect(chinese.body.errors[0].message).toMatch(/\p{Script=Han}/u);
  });

  it('refuses a body that is no JSON, and one that is too large, without an inside detail', async () => {
    const broken = api.ask().post('/api/v1/runs').set('content-type', 'application/json').send('{"model":');
    expect((await broken.expect(400)).body.code).toBe('request.invalid');
    const large = { model: 'vision/tiny', dataset: 'x', settings: { text: 'x'.repeat(6e6) } };
    expect((await api.ask().post('/api/v1/runs').send(large).expect(413)).body.code).toBe(
      'request.too-large',
    );
  });

  it('refuses a body that nests without end, in the language of the request', async () => {
    const deep = '{"settings":'.repeat(100_000);
    const ask = api.ask().post('/api/v1/runs').set('content-type', 'application/json');
    const { body } = await ask.set('accept-language', 'zh').send(deep).expect(400);
    expect(body).toMatchObject({ code: 'request.too-deep', detail: '请求中的 JSON 嵌套超过 64 层。' });
  });

  it('refuses a compressed body, which could be a bomb', async () => {
    const ask = api.ask().post('/api/v1/runs').set('content-type', 'application/json');
    const { body } = await ask.set('content-encoding', 'gzip').send('{}').expect(415);
    expect(body.code).toBe('request.encoding');
  });

  it('names the parameter of an address that is out of its range', async () => {
    const { body } = await api.ask().get('/api/v1/datasets/x/versions/0').expect(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ column: 'version' }] });
    expect((await api.ask().get('/api/v1/datasets?limit=9999').expect(400)).body.errors[0].column).toBe(
      'limit',
    );
  });

  it.each([
    ['/api/v1/datasets/levels/versions/9007199254740990'],
    ['/api/v1/models/levels/versions/2147483648'],
    ['/api/v1/runs?dataset=a%00b'],
    ["/api/v1/runs?filter=params.epochs='a%00b'"],
    ['/api/v1/answers?model=a%20model'],
  ])('refuses what no database holds before it is asked: %s', async (address) => {
    const { body } = await api.ask().get(address).expect(400);
    expect(body.code).toBe('request.invalid');
  });

  it('refuses a filter that a list does not know', async () => {
    const { body } = await api.ask().get('/api/v1/runs?stat=done').expect(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ column: 'stat' }] });
  });

  it('describes itself in OpenAPI 3.1: schemas of the contracts, parameters one by one, problems everywhere', async () => {
    const { body } = await api.ask().get('/api/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    const start = body.paths['/api/v1/runs'].post;
    expect(start.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/StartRun',
    });
    expect(start.responses['202'].content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/Run',
    });
    expect(start.responses['404'].content['application/problem+json'].schema.allOf[0]).toEqual({
      $ref: '#/components/schemas/Problem',
    });
    expect(body.components.schemas.StartRun.required).toEqual(['model', 'dataset']);
    const list = body.paths['/api/v1/runs'].get.parameters.map(({ name }: { name: string }) => name);
    expect(list.sort()).toEqual(['cursor', 'dataset', 'filter', 'limit', 'order', 'state']);
    expect(Object.keys(body.paths)).toContain('/api/v1/runs/{id}:cancel');
    expect(JSON.stringify(body)).not.toContain('#/$defs/');
  });

  it('resolves every reference of its description', async () => {
    const { body } = await api.ask().get('/api/openapi.json').expect(200);
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, name] of references) expect(Object.keys(body.components.schemas)).toContain(name);
  });

  it('shows its description to people with nothing from elsewhere', async () => {
    const { text } = await api.ask().get('/api/docs').expect(200);
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const scripts = [...text.matchAll(/src="\.?\/?([^"]+\.js)"/g)].map(([, name]) => name);
    expect(scripts.length).toBeGreaterThan(0);
    for (const name of scripts) await api.ask().get(`/api/${name}`).expect(200);
  });

  it('sends no permission to pages of other addresses', async () => {
    const reply = await api.ask().options('/api/v1/runs').set('origin', 'http://localhost:3000');
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
  });
});
