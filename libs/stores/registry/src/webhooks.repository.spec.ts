import { randomUUID } from 'node:crypto';
import { webhookEvents, webhookEventTypes, type WebhookEventType } from '@millwright/contracts';
import pg from 'pg';
import type { Registry } from './registry.ts';
import { aDataset, aModelVersion, aRegistry, aRun, testServers } from './testing.ts';
import type { NewWebhookRow } from './webhooks.ts';

const aWebhook = (given: Partial<NewWebhookRow> = {}): NewWebhookRow => ({
  id: randomUUID(),
  name: 'erp',
  url: 'https://erp.example/hooks',
  events: [...webhookEventTypes],
  description: '',
  enabled: true,
  secret: 'sealed',
  createdBy: 'owner',
  ...given,
});

describe.each(testServers())('webhooks on $name', ({ url }) => {
  let registry: Registry & { url: string };
  let client: pg.Client;
  beforeAll(async () => {
    registry = await aRegistry({ server: url });
    client = new pg.Client({ connectionString: registry.url });
    await client.connect();
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await registry.close();
  });
  afterEach(() => client.query('TRUNCATE webhooks, webhook_events CASCADE'));

  const events = async (): Promise<{ type: WebhookEventType; data: object }[]> =>
    (await client.query('SELECT type, data FROM webhook_events ORDER BY at, type DESC')).rows;
  const soon = () => new Date(Date.now() + 1000);
  const later = () => new Date(Date.now() + 60_000);
  const take = (busy: string[] = []) =>
    registry.webhooks.take({ now: soon(), lease: later(), limit: 10, busy });

  it('are kept with their secret out of sight, and listed newest first', async () => {
    const first = await registry.webhooks.add(aWebhook({ name: 'first' }));
    const second = await registry.webhooks.add(aWebhook({ name: 'second' }));
    const page = await registry.webhooks.list({ limit: 1 });
    expect(page).toMatchObject({ total: 2, items: [{ name: 'second' }] });
    const rest = await registry.webhooks.list({ limit: 1, cursor: page.nextCursor ?? '' });
    expect(rest).toMatchObject({ items: [first], nextCursor: null });
    expect(JSON.stringify(await registry.webhooks.get(second.id))).not.toContain('sealed');
  });

  it('change in what is named alone', async () => {
    const { id, updatedAt } = await registry.webhooks.add(aWebhook());
    const changed = await registry.webhooks.change(id, { enabled: false });
    expect(changed).toMatchObject({ name: 'erp', enabled: false });
    expect(Date.parse(changed.updatedAt)).toBeGreaterThanOrEqual(Date.parse(updatedAt));
  });

  it('that nobody made are not there, whatever is asked of them', async () => {
    const { webhooks } = registry;
    for (const id of ['x', randomUUID()])
      for (const asked of [
        () => webhooks.get(id),
        () => webhooks.change(id, {}),
        () => webhooks.remove(id),
        () => webhooks.rotate(id, 'x', later()),
        () => webhooks.deliveries(id, { limit: 1 }),
        () => webhooks.test(id, soon(), later()),
      ])
        await expect(asked()).rejects.toMatchObject({ code: 'webhook.not-found' });
  });

  it('are told of everything in the table of events, in its form', async () => {
    await registry.webhooks.add(aWebhook());
    const { name, version } = await aModelVersion(registry);
    await registry.models.moveAlias(name, 'champion', { version, by: 'Ada', approve: true });
    const [failed, canceled] = [await aRun(registry), await aRun(registry)];
    await registry.runs.fail(failed.id, { code: 'internal', params: {} });
    await registry.runs.cancel(canceled.id);
    const sources = [{ path: 'x.zip', hash: 'f'.repeat(64), bytes: 1 }];
    await registry.datasets.receive({ name: 'broken', kind: 'images', sources });
    await registry.datasets.reject('broken', 1, {
      code: 'archive.unreadable',
      params: { file: 'x.zip', reason: 'cut off' },
    });
    const found = await events();
    expect([...new Set(found.map(({ type }) => type))].sort()).toEqual([...webhookEventTypes].sort());
    for (const { type, data } of found) expect(webhookEvents[type].strict().parse(data)).toEqual(data);
    expect(JSON.stringify(found)).not.toContain('Ada');
  });

  it('are told of a model once, and of its versions each time', async () => {
    await registry.webhooks.add(aWebhook({ events: ['registered_model.created', 'model_version.created'] }));
    const { dataset } = await aDataset(registry);
    for (let i = 0; i < 2; i++) await aModelVersion(registry, { dataset, name: 'flanges' });
    const again = await aModelVersion(registry, { dataset, name: 'caps' });
    await registry.models.delete(again.name, 'Ada');
    await aModelVersion(registry, { dataset, name: 'caps' });
    const types = (await events()).map(({ type, data }) => [type, (data as { name: string }).name]);
    expect(types.filter(([type]) => type === 'registered_model.created')).toEqual([
      ['registered_model.created', 'flanges'],
      ['registered_model.created', 'caps'],
      ['registered_model.created', 'caps'],
    ]);
    expect(types).toHaveLength(7);
  });

  it('are told nothing where the change comes to nothing: the event is part of its transaction', async () => {
    await registry.webhooks.add(aWebhook());
    const run = await aRun(registry);
    await client.query('TRUNCATE webhook_events CASCADE');
    // The change is refused when its transaction ends, long after the event was written.
    await client.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
      CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON runs DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await expect(registry.runs.cancel(run.id)).rejects.toThrow();
    await client.query('DROP TRIGGER refuse ON runs; DROP FUNCTION refuse()');
    expect(await events()).toEqual([]);
    expect((await registry.runs.get(run.id)).state).toBe('pending');
    await registry.runs.cancel(run.id);
    await expect(registry.runs.cancel(run.id)).rejects.toMatchObject({ code: 'run.finished' });
    expect((await events()).map(({ type }) => type)).toEqual(['run.canceled']);
  });

  it('take away the change with them where the event cannot be written', async () => {
    await registry.webhooks.add(aWebhook());
    const run = await aRun(registry);
    await client.query('ALTER TABLE webhook_events ADD CONSTRAINT nothing CHECK (false) NOT VALID');
    await expect(registry.runs.cancel(run.id)).rejects.toThrow();
    await client.query('ALTER TABLE webhook_events DROP CONSTRAINT nothing');
    expect((await registry.runs.get(run.id)).state).toBe('pending');
  });

  it('leave no event behind where nobody wants it', async () => {
    await registry.webhooks.add(aWebhook({ enabled: false }));
    await registry.webhooks.add(aWebhook({ events: ['run.failed'] }));
    await aDataset(registry);
    expect(await events()).toEqual([]);
  });

  it('get a delivery each, taken once, one at a time, the oldest first', async () => {
    const [one, two] = [await registry.webhooks.add(aWebhook()), await registry.webhooks.add(aWebhook())];
    await aDataset(registry, { name: 'first-one' });
    await aDataset(registry, { name: 'second-one' });
    expect(await events()).toHaveLength(2);
    const taken = await take();
    expect(taken.map(({ webhook }) => webhook).sort()).toEqual([one.id, two.id].sort());
    expect(taken.map(({ message }) => message.data['dataset'])).toEqual(['first-one', 'first-one']);
    expect(new Set(taken.map(({ event }) => event)).size).toBe(1);
    expect(await take([one.id, two.id])).toEqual([]);
    expect((await take([one.id])).map(({ webhook }) => webhook)).toEqual([two.id]);
    expect((await Promise.all([take(), take(), take()])).flat()).toHaveLength(1);
  });

  it('take what waits for them along when they go, and hold up no change while they do', async () => {
    const [going, staying] = [
      await registry.webhooks.add(aWebhook()),
      await registry.webhooks.add(aWebhook()),
    ];
    await aDataset(registry);
    await registry.webhooks.remove(going.id);
    expect((await take()).map(({ webhook }) => webhook)).toEqual([staying.id]);
    // A subscription that goes away in the same moment as something happens: the change counts, it is told nothing.
    await client.query('BEGIN');
    await client.query('DELETE FROM webhooks WHERE id = $1', [staying.id]);
    const changing = aDataset(registry);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await client.query('COMMIT');
    expect(await changing).toMatchObject({ state: 'ready' });
    expect(await take()).toEqual([]);
  });

  it('show their log page by page, by state, in both languages, and know only their own deliveries', async () => {
    const { id } = await registry.webhooks.add(aWebhook());
    const other = await registry.webhooks.add(aWebhook({ events: ['run.failed'] }));
    for (let i = 0; i < 3; i++) await aDataset(registry);
    const [taken] = await take();
    const error = { code: 'webhook.refused', params: { host: 'erp.example', status: 500 } } as const;
    const tried = { at: new Date(), seconds: 0.25, status: 500, answer: 'no', error };
    await registry.webhooks.settle(taken, tried, { state: 'failed' });
    const page = await registry.webhooks.deliveries(id, { limit: 2 });
    expect([page.items.length, page.total]).toEqual([2, 3]);
    const rest = await registry.webhooks.deliveries(id, { limit: 2, cursor: page.nextCursor ?? '' });
    expect(rest.items).toMatchObject([{ state: 'failed', seconds: 0.25, status: 500, nextTryAt: null }]);
    const failed = await registry.webhooks.deliveries(id, { limit: 9, state: 'failed' }, 'zh');
    expect(failed).toMatchObject({
      total: 1,
      items: [{ id: taken.id, error: { message: expect.stringContaining('应答') } }],
    });
    const foreign = registry.webhooks.delivery(other.id, taken.id);
    await expect(foreign).rejects.toMatchObject({ code: 'webhook.no-delivery' });
  });

  it('sleep while they are switched off: what waits stays, and is not sent again on demand', async () => {
    const { id } = await registry.webhooks.add(aWebhook());
    await aDataset(registry);
    await registry.webhooks.change(id, { enabled: false });
    expect(await take()).toEqual([]);
    const [{ id: delivery }] = (await registry.webhooks.deliveries(id, { limit: 1 })).items;
    const again = registry.webhooks.redeliver(id, delivery, new Date());
    await expect(again).rejects.toMatchObject({ code: 'webhook.disabled' });
    await registry.webhooks.change(id, { enabled: true });
    expect(await take()).toHaveLength(1);
  });

  it('have the secret of before beside the new one for a time, also when two people rotate at once', async () => {
    const { id } = await registry.webhooks.add(aWebhook({ secret: 'a' }));
    await Promise.all([
      registry.webhooks.rotate(id, 'b', later()),
      registry.webhooks.rotate(id, 'c', later()),
    ]);
    const now = new Date();
    const { secrets } = await registry.webhooks.test(id, now, later());
    expect([...secrets].sort()).toEqual(['b', 'c']);
    expect((await registry.webhooks.get(id)).previousSecretUntil).not.toBeNull();
    await registry.webhooks.rotate(id, 'd', now);
    expect((await registry.webhooks.test(id, now, later())).secrets).toEqual(['d']);
  });
});
