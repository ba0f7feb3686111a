import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DeliveryView, WebhookEventType, WebhookView } from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import { aDataset, aModelVersion, aRegistry } from '@millwright/registry/testing';
import { Webhook } from 'standardwebhooks';
import { mostAttempts, openCourier } from './courier.ts';
import { startDispatcher, type Dispatcher } from './dispatcher.ts';
import { newSecret, openSecretBox, type SecretBox } from './secret-box.ts';
import { aReceiver, until, type Receiver } from './testing/a-receiver.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const [second, minute, hour] = [1000, 60_000, 3_600_000];
const day = 24 * hour;

describe('the dispatcher', () => {
  let registry: Registry & { url: string };
  let directory: string;
  let secrets: SecretBox;
  let receiver: Receiver;
  let now: number;
  let dispatchers: Dispatcher[];
  const told: { event: string; details: object }[] = [];

  beforeAll(async () => {
    registry = await aRegistry();
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'dispatcher-'));
    secrets = openSecretBox(directory);
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    fs.rmSync(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    receiver = await aReceiver();
    dispatchers = [];
    told.length = 0;
    now = Date.now() + minute; // after whatever a test makes happen
  });
  afterEach(async () => {
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
    await receiver.close();
    for (const { id } of (await registry.webhooks.list({ limit: 500 })).items)
      await registry.webhooks.remove(id);
  });

  const clock = () => new Date(now);
  const courier = (given: { seconds?: number } = {}) =>
    openCourier({ secrets, allowedHosts: ['127.0.0.1'], clock, random: () => 0.5, ...given });
  const start = (given: { seconds?: number; leaseMs?: number; concurrency?: number } = {}): Dispatcher => {
    const dispatcher = startDispatcher({
      webhooks: registry.webhooks,
      courier: courier(given),
      clock,
      pollMs: 10,
      leaseMs: given.leaseMs,
      concurrency: given.concurrency,
      tell: (_, event, details) => told.push({ event, details }),
    });
    dispatchers.push(dispatcher);
    return dispatcher;
  };
  const subscribe = async (
    events: WebhookEventType[] = ['dataset_version.ready'],
    to = receiver,
  ): Promise<WebhookView & { secret: string }> => {
    const [id, secret] = [randomUUID(), newSecret()];
    const url = `http://127.0.0.1:${to.port}/hooks`;
    const sealed = secrets.seal(id, secret);
    const given = { name: 'erp', url, events, description: '', enabled: true, createdBy: 'owner' };
    return { ...(await registry.webhooks.add({ ...given, id, secret: sealed })), secret };
  };
  const log = async ({ id }: { id: string }): Promise<DeliveryView[]> =>
    (await registry.webhooks.deliveries(id, { limit: 500 })).items;
  /** The delivery after a try that began at this very moment of the clock. */
  const settled = (webhook: { id: string }, attempts = 1): Promise<DeliveryView> =>
    until(async () => {
      const tried = new Date(now).toISOString();
      return (await log(webhook)).find((one) => one.attempts === attempts && one.triedAt === tried);
    });
  const got = (count: number) => until(() => Promise.resolve(receiver.got.length >= count));

  it('sends what happened, signed so that another implementation accepts it, and keeps what came back', async () => {
    const webhook = await subscribe(['registered_model.created', 'model_version.created']);
    receiver.answers((response) => response.writeHead(202).end('thanks'));
    const { name, run, dataset, datasetVersion } = await aModelVersion(registry);
    start();
    await got(2);
    const messages = receiver.got.map(({ headers, body }) => {
      expect(headers).toMatchObject({ 'content-type': 'application/json' });
      return new Webhook(webhook.secret).verify(body, { ...headers }) as { type: string };
    });
    expect(messages).toEqual([
      { type: 'registered_model.created', timestamp: expect.any(String), data: { name } },
      {
        type: 'model_version.created',
        timestamp: expect.any(String),
        data: { name, version: 1, run, dataset, datasetVersion },
      },
    ]);
    await until(async () => (await log(webhook)).every(({ state }) => state === 'delivered'));
    expect(await log(webhook)).toMatchObject([
      {
        type: 'model_version.created',
        attempts: 1,
        status: 202,
        answer: 'thanks',
        error: null,
        nextTryAt: null,
      },
      { type: 'registered_model.created', event: receiver.got[0].headers['webhook-id'] },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/whsec_|127\.0\.0\.1/);
  });

  it('signs with both secrets after a rotation, until the time of the old one is over', async () => {
    const webhook = await subscribe();
    const fresh = newSecret();
    await registry.webhooks.rotate(webhook.id, secrets.seal(webhook.id, fresh), new Date(now + hour));
    start();
    await aDataset(registry);
    await got(1);
    const accepted = (secret: string, { headers, body }: Receiver['got'][number]): boolean => {
      try {
        return Boolean(new Webhook(secret).verify(body, { ...headers }));
      } catch {
        return false;
      }
    };
    expect([webhook.secret, fresh].map((secret) => accepted(secret, receiver.got[0]))).toEqual([true, true]);
    now += hour;
    await aDataset(registry);
    await got(2);
    const counts = receiver.got[1].headers['webhook-signature'].split(' ').length;
    expect(counts).toBe(1);
  });

  it('tries again after 5 s, 30 s, 2 min, 10 min, 1 h, 5 h and 10 h with the same id, then gives up and says so', async () => {
    const webhook = await subscribe();
    receiver.answers((response) => response.writeHead(500).end('no'));
    await aDataset(registry);
    start();
    const waits = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 5 * hour, 10 * hour];
    for (const [at, wait] of waits.entries()) {
      const { nextTryAt, state } = await settled(webhook, at + 1);
      expect([state, Date.parse(nextTryAt ?? '') - now]).toEqual(['waiting', wait]);
      now += wait - 1;
      await new Promise((resolve) => setTimeout(resolve, 40));
      expect(receiver.got).toHaveLength(at + 1);
      now += 1;
    }
    expect(await settled(webhook, mostAttempts)).toMatchObject({
      state: 'failed',
      nextTryAt: null,
      status: 500,
      answer: 'no',
      error: { code: 'webhook.refused', message: 'The receiver at 127.0.0.1 answered 500.' },
    });
    expect(new Set(receiver.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.got.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(mostAttempts);
    const { items } = await registry.webhooks.deliveries(webhook.id, { limit: 1 }, 'zh');
    expect(items[0].error?.message).toMatch(/应答/);
  });

  it('sends once more what was given up, or delivered, when it is told to', async () => {
    const webhook = await subscribe();
    await aDataset(registry);
    start();
    const { id, event } = await settled(webhook);
    now += second;
    await registry.webhooks.redeliver(webhook.id, id, clock());
    expect(await settled(webhook, 2)).toMatchObject({ id, state: 'delivered' });
    expect(receiver.got.map(({ headers }) => headers['webhook-id'])).toEqual([event, event]);
  });

  it('switches off a subscription whose receiver is gone, and tells it nothing more', async () => {
    const webhook = await subscribe();
    receiver.answers((response) => response.writeHead(410).end());
    await aDataset(registry);
    start();
    expect(await settled(webhook)).toMatchObject({ state: 'failed', error: { code: 'webhook.gone' } });
    await until(async () => !(await registry.webhooks.get(webhook.id)).enabled);
    await aDataset(registry);
    expect(await log(webhook)).toHaveLength(1);
    const again = await registry.webhooks.change(webhook.id, { enabled: true });
    expect(again.goneAt).toBeNull();
  });

  it('holds up nobody but the receiver that hangs', async () => {
    const hanging = await aReceiver();
    hanging.answers(() => undefined);
    const slow = await subscribe(undefined, hanging);
    const quick = await subscribe();
    start({ seconds: 3 });
    for (let i = 0; i < 5; i++) await aDataset(registry);
    await got(5);
    expect((await log(slow)).filter(({ triedAt }) => triedAt)).toEqual([]);
    expect((await log(quick)).map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    await dispatchers[0].stop();
    await hanging.close();
  });

  it('gives everybody a turn where receivers that hang take all its hands', async () => {
    const hanging = await aReceiver();
    hanging.answers(() => undefined);
    await subscribe(undefined, hanging);
    for (let i = 0; i < 30; i++) await aDataset(registry);
    const quick = await subscribe();
    await aDataset(registry);
    start({ seconds: 0.1, concurrency: 1 });
    await settled(quick);
    // A fair coin that shows the same side 25 times in a row would fail this: once in 30 million runs.
    expect(hanging.got.length).toBeLessThan(25);
    await dispatchers[0].stop();
    await hanging.close();
  });

  it('that is stopped in the middle of a try gives it back: the next one sends it as the first try', async () => {
    const webhook = await subscribe();
    receiver.answers(() => undefined);
    await aDataset(registry);
    const dispatcher = start();
    await got(1);
    await dispatcher.stop();
    expect(await log(webhook)).toMatchObject([{ state: 'waiting', attempts: 0, triedAt: null }]);
    receiver.answers((response) => response.writeHead(204).end());
    start();
    expect(await settled(webhook)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('killed in the middle of a try leaves it to the next, which sends it with the same id', async () => {
    const webhook = await subscribe();
    receiver.answers(() => undefined);
    await aDataset(registry);
    const register = path.join(root, 'node_modules/@swc-node/register/esm/esm-register.mjs');
    const child = fork(path.join(import.meta.dirname, 'testing/dispatcher-process.ts'), {
      cwd: root,
      execArgv: ['--conditions=@millwright/source', '--import', pathToFileURL(register).href],
      env: {
        PATH: process.env.PATH,
        SWC_NODE_PROJECT: path.join(root, 'tsconfig.dev.json'),
        DATABASE_URL: registry.url,
        DATA_DIR: directory,
      },
    });
    await got(1);
    child.kill('SIGKILL');
    receiver.answers((response) => response.writeHead(204).end());
    now = Date.now();
    start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(receiver.got).toHaveLength(1); // still leased to the dead
    now += 2 * second;
    expect(await settled(webhook, 2)).toMatchObject({ state: 'delivered' });
    const [first, again] = receiver.got.map(({ headers, body }) => ({ id: headers['webhook-id'], body }));
    expect(again).toEqual(first);
  }, 60_000);

  it('whose lease ran out while it was away has no say any more', async () => {
    const webhook = await subscribe();
    await aDataset(registry);
    const take = (at: number) =>
      registry.webhooks.take({ now: new Date(at), lease: new Date(at + second), limit: 8, busy: [] });
    const [slow] = await take(now);
    expect(await take(now)).toEqual([]);
    const [next] = await take(now + second);
    expect([next.id, next.event, next.attempt]).toEqual([slow.id, slow.event, 2]);
    const tried = { at: clock(), seconds: 1, status: 500, answer: null, error: null };
    expect(await registry.webhooks.settle(slow, tried, { state: 'failed' })).toBe(false);
    await registry.webhooks.release(slow, clock());
    expect(await registry.webhooks.settle(next, { ...tried, status: 200 }, { state: 'delivered' })).toBe(
      true,
    );
    expect(await log(webhook)).toMatchObject([{ state: 'delivered', status: 200 }]);
  });

  it('beside others sends everything once', async () => {
    const webhooks = [await subscribe(), await subscribe(), await subscribe()];
    for (let i = 0; i < 6; i++) await aDataset(registry);
    for (let i = 0; i < 3; i++) start();
    await until(async () => {
      const logs = await Promise.all(webhooks.map(log));
      return logs.flat().every(({ state }) => state === 'delivered');
    });
    expect(receiver.got).toHaveLength(18);
  });

  it('says what is wrong where the key of the secrets is another one, and sends nothing', async () => {
    const webhook = await subscribe();
    const other = openSecretBox(fs.mkdtempSync(path.join(directory, 'other-')));
    await aDataset(registry);
    const dispatcher = startDispatcher({
      webhooks: registry.webhooks,
      courier: openCourier({ secrets: other, allowedHosts: ['127.0.0.1'], clock }),
      clock,
      pollMs: 10,
    });
    dispatchers.push(dispatcher);
    expect(await settled(webhook)).toMatchObject({ state: 'waiting', error: { code: 'webhook.secret' } });
    expect(receiver.got).toEqual([]);
  });

  it('sends nothing to a receiver inside that nobody allowed by name', async () => {
    const webhook = await subscribe();
    await aDataset(registry);
    const strict = startDispatcher({
      webhooks: registry.webhooks,
      courier: openCourier({ secrets, allowedHosts: [], clock }),
      clock,
      pollMs: 10,
    });
    dispatchers.push(strict);
    expect(await settled(webhook)).toMatchObject({ state: 'waiting', error: { code: 'webhook.address' } });
    expect(receiver.got).toEqual([]);
  });

  it('goes on when the database comes back', async () => {
    const webhook = await subscribe();
    await aDataset(registry);
    let down = true;
    const flaky = {
      ...registry.webhooks,
      take: (options: Parameters<typeof registry.webhooks.take>[0]) =>
        down ? Promise.reject(new Error('away')) : registry.webhooks.take(options),
      settle: registry.webhooks.settle,
    };
    dispatchers.push(
      startDispatcher({
        webhooks: flaky,
        courier: courier(),
        clock,
        pollMs: 10,
        tell: (_, event, details) => told.push({ event, details }),
      }),
    );
    await until(() => Promise.resolve(told.some(({ event }) => event === 'webhooks.unavailable')));
    down = false;
    expect(await settled(webhook)).toMatchObject({ state: 'delivered' });
  });

  it('finds nothing left of events that are older than they are kept', async () => {
    const webhook = await subscribe();
    await aDataset(registry);
    expect(await registry.webhooks.prune(new Date(now - 30 * day))).toBe(0);
    expect(await registry.webhooks.prune(new Date(now + second))).toBeGreaterThan(0);
    expect(await log(webhook)).toEqual([]);
  });
});
