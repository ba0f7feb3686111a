import { changeWebhookSchema, createWebhookSchema } from './webhook.ts';
import { webhookEvents, webhookEventTypes } from './webhook-events.ts';

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
