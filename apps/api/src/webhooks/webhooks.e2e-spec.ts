import {
  deliverySchema,
  newWebhookSchema,
  pageOf,
  webhookSchema,
  type NewWebhook,
  type WebhookMessage,
} from '@millwright/contracts';
import { openCourier, openSecretBox, startDispatcher, type Dispatcher } from '@millwright/webhooks';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { anApi, until, type AnApi } from '../testing/an-api.ts';

const stranger = '019ab8f0-0000-7000-8000-000000000000';

describe('webhooks', () => {
  let api: AnApi;
  let dispatcher: Dispatcher;
  let server: http.Server;
  let origin: string;
  let status: number;
  const got: { headers: http.IncomingHttpHeaders; body: string }[] = [];

  beforeAll(async () => {
    api = await anApi({ env: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' } });
    const { config, registry } = api.parts;
    const secrets = openSecretBox(config.dataDirectory);
    const courier = openCourier({ secrets, allowedHosts: config.webhookHosts });
    dispatcher = startDispatcher({ webhooks: registry.webhooks, courier, pollMs: 20 });
    server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (bytes) => (body += String(bytes)));
      request.once('end', () => {
        got.push({ headers: request.headers, body });
        response.writeHead(status).end(`<b>${status}</b>`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 60_000);
  afterAll(async () => {
    await dispatcher.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await api.close();
  }, 60_000);
  beforeEach(() => {
    got.length = 0;
    status = 200;
  });
  afterEach(async () => {
    const { webhooks } = api.parts.registry;
    for (const { id } of (await webhooks.list({ limit: 100 })).items) await webhooks.remove(id);
  });

  const path = (...parts: string[]) => ['/api/v1/webhooks', ...parts].join('/');
  const subscribed = async (given: object = {}): Promise<NewWebhook> => {
    const request = { name: 'erp', url: `${origin}/hooks?t=1`, events: ['dataset_version.ready'], ...given };
    const { body } = await api.ask().post(path()).send(request).expect(201);
    return newWebhookSchema.parse(body);
  };
  const log = async (id: string, query = '') => {
    const { body } = await api
      .ask()
      .get(`${path(id)}/deliveries${query}`)
      .expect(200);
    return pageOf(deliverySchema).parse(body);
  };

  it('show their secret once, and keep it sealed', async () => {
    const { id, secret } = await subscribed({ description: 'orders' });
    expect(secret).toMatch(/^whsec_/);
    const answers = [await api.ask().get(path()).expect(200), await api.ask().get(path(id)).expect(200)];
    expect(webhookSchema.parse(answers[1].body)).toMatchObject({ id, description: 'orders', enabled: true });
    for (const { text } of answers) expect(text).not.toContain(secret.slice(6, 30));
    const client = new pg.Client({ connectionString: api.parts.config.databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ whole: string }>('SELECT webhooks::text AS whole FROM webhooks');
    await client.end();
    expect(rows.map(({ whole }) => whole).join()).not.toContain(secret.slice(6, 30));
    const { items } = await api.parts.registry.audit.list({ subject: `webhook:${id}`, limit: 1 });
    expect(items[0]).toMatchObject({ action: 'webhook.create', by: 'owner' });
    expect(JSON.stringify(items)).not.toMatch(/whsec_|\?t=1/);
  });

  it('bring what happened to the receiver, signed, and log it', async () => {
    const { id, secret } = await subscribed();
    const { rows } = await api.imported('levels');
    const [message] = await until(async () => got.length > 0 && got);
    const { type, data } = new Webhook(secret).verify(
      message.body,
      message.headers as Record<string, string>,
    ) as WebhookMessage;
    expect([type, data]).toEqual(['dataset_version.ready', { dataset: 'levels', version: 1, rows }]);
    const page = await until(async () => {
      const found = await log(id, '?state=delivered');
      return found.total > 0 && found;
    });
    expect(page.items[0]).toMatchObject({ status: 200, answer: '<b>200</b>', attempts: 1 });
    const again = await api
      .ask()
      .post(`${path(id)}/deliveries/${page.items[0].id}:redeliver`)
      .expect(202);
    expect(again.body).toMatchObject({ state: 'waiting' });
    await until(async () => got.length === 2);
    expect(got[1].headers['webhook-id']).toBe(got[0].headers['webhook-id']);
  });

  it('are tested at once, whatever comes of it, and a test is not repeated by itself', async () => {
    const { id, secret } = await subscribed({ enabled: false });
    status = 500;
    const { body } = await api
      .ask()
      .post(`${path(id)}:test`)
      .set('accept-language', 'zh')
      .expect(200);
    expect(deliverySchema.parse(body)).toMatchObject({
      type: 'webhook.test',
      state: 'failed',
      status: 500,
      attempts: 1,
      nextTryAt: null,
      error: { code: 'webhook.refused', message: '127.0.0.1 的接收端以 500 应答。' },
    });
    const sent = new Webhook(secret).verify(got[0].body, got[0].headers as Record<string, string>);
    expect(sent).toMatchObject({ type: 'webhook.test', data: { webhook: id } });
    status = 204;
    const second = await api
      .ask()
      .post(`${path(id)}:test`)
      .expect(200);
    expect(second.body).toMatchObject({ state: 'delivered', status: 204 });
    expect((await log(id)).total).toBe(2);
  });

  it('change in what is named, and are switched off', async () => {
    const { id } = await subscribed();
    const { body } = await api.ask().patch(path(id)).send({ enabled: false }).expect(200);
    expect(body).toMatchObject({ name: 'erp', enabled: false });
    await api.ask().patch(path(id)).send({ enabeld: true }).expect(400);
    const refused = await api.ask().patch(path(id)).send({ url: 'http://10.0.0.1/' }).expect(422);
    expect(refused.body.code).toBe('webhook.address');
    expect(webhookSchema.parse((await api.ask().get(path(id))).body).url).toBe(`${origin}/hooks?t=1`);
  });

  it('get a new secret beside the old one for a day, or for as long as is asked', async () => {
    const { id, secret } = await subscribed();
    const { body } = await api
      .ask()
      .post(`${path(id)}:rotate`)
      .expect(200);
    const fresh = newWebhookSchema.parse(body);
    expect(fresh.secret).not.toBe(secret);
    const hours = (Date.parse(fresh.previousSecretUntil ?? '') - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
    await api
      .ask()
      .post(`${path(id)}:test`)
      .expect(200);
    for (const one of [secret, fresh.secret])
      expect(() =>
        new Webhook(one).verify(got[0].body, got[0].headers as Record<string, string>),
      ).not.toThrow();
    const last = await api
      .ask()
      .post(`${path(id)}:rotate`)
      .send({ hours: 0 })
      .expect(200);
    await api
      .ask()
      .post(`${path(id)}:test`)
      .expect(200);
    expect(got[1].headers['webhook-signature']?.toString().split(' ')).toHaveLength(1);
    const newest = new Webhook((last.body as NewWebhook).secret);
    expect(() => newest.verify(got[1].body, got[1].headers as Record<string, string>)).not.toThrow();
  });

  it('that are deleted are told nothing more', async () => {
    const { id } = await subscribed();
    await api.ask().delete(path(id)).expect(200);
    await api.ask().get(path(id)).expect(404);
    await api.ask().delete(path(id)).expect(404);
  });

  it.each([
    ['this machine', 'http://localhost:1234/', 'webhook.address'],
    ['metadata', 'http://169.254.169.254/latest', 'webhook.address'],
    ['this machine in version 6', 'http://[::1]/', 'webhook.address'],
    ['this machine as one number', 'http://2130706434/', 'webhook.address'],
    ['a private network, mapped', 'http://[::ffff:10.0.0.1]/', 'webhook.address'],
    ['another scheme', 'ftp://erp.example/', 'webhook.url'],
    ['a password', 'https://a:b@erp.example/', 'webhook.url'],
    ['no address', 'erp', 'webhook.url'],
  ])('are refused where they lead to %s', async (_, url, code) => {
    const request = { name: 'erp', url, events: ['run.failed'] };
    const { body } = await api.ask().post(path()).send(request).expect(422);
    expect(body.code).toBe(code);
  });

  it.each([
    ['no event', { events: [] }],
    ['an unknown event', { events: ['run.started'] }],
    ['the test as an event', { events: ['webhook.test'] }],
    ['a name that is a path', { name: '../x' }],
    ['a description without end', { description: 'x'.repeat(501) }],
  ])('are refused with %s', async (_, given) => {
    const request = { name: 'erp', url: 'https://erp.example/', events: ['run.failed'], ...given };
    await api.ask().post(path()).send(request).expect(400);
  });

  it('that nobody made are not there, nor their deliveries', async () => {
    const { id } = await subscribed();
    for (const answer of [
      await api.ask().get(path(stranger)),
      await api.ask().patch(path(stranger)).send({}),
      await api.ask().post(`${path(stranger)}:test`),
      await api.ask().post(`${path(stranger)}:rotate`),
      await api.ask().get(`${path(stranger)}/deliveries`),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'webhook.not-found']);
    const { body } = await api
      .ask()
      .post(`${path(id)}/deliveries/${stranger}:redeliver`)
      .expect(404);
    expect(body.code).toBe('webhook.no-delivery');
    await api
      .ask()
      .get(`${path(id)}/deliveries?state=lost`)
      .expect(400);
  });
});
