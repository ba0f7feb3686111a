import { changeWebhookSchema, createWebhookSchema, webhookUrlSchema } from './webhook.ts';
import { webhookEvents, webhookEventTypes } from './webhook-events.ts';

describe('the address of a webhook', () => {
  it.each([
    ['https://ERP.example:8443/hooks?line=3', 'https://erp.example:8443/hooks?line=3'],
    ['http://10.1.2.3', 'http://10.1.2.3/'],
    // The forms in which browsers and resolvers read numbers all become the same four, so that nothing hides in them.
    ['http://2130706433/', 'http://127.0.0.1/'],
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['http://0177.0.0.01/', 'http://127.0.0.1/'],
  ])('%s is read as %s', (given, read) => {
    expect(webhookUrlSchema.parse(given)).toBe(read);
  });

  it.each([
    'erp.example/hooks',
    'ftp://erp.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:secret@erp.example/',
    'https://erp.example/#part',
    `https://erp.example/${'x'.repeat(2000)}`,
  ])('%s is refused', (given) => {
    expect(webhookUrlSchema.safeParse(given).success).toBe(false);
  });
});

describe('a subscription', () => {
  const least = { name: 'erp', url: 'https://erp.example/', events: ['run.completed', 'run.completed'] };

  it('is enabled unless told otherwise, and names each event once', () => {
    expect(createWebhookSchema.parse(least)).toMatchObject({
      enabled: true,
      description: '',
      events: ['run.completed'],
    });
  });

  it('needs an event that exists, and cannot ask for the test', () => {
    for (const events of [[], ['run.started'], ['webhook.test']])
      expect(createWebhookSchema.safeParse({ ...least, events }).success).toBe(false);
  });

  it('changes in what is named alone; a misspelt name is no change', () => {
    expect(changeWebhookSchema.parse({ enabled: false })).toEqual({ enabled: false });
    expect(changeWebhookSchema.safeParse({ enabeld: false }).success).toBe(false);
  });
});

describe('the table of events', () => {
  it('has names of two words, and data of names, numbers and times alone', () => {
    for (const type of webhookEventTypes) {
      expect(type).toMatch(/^[a-z_]+\.[a-z]+$/);
      expect(Object.keys(webhookEvents[type].shape)).not.toEqual(expect.arrayContaining(['by', 'email']));
    }
  });
});
