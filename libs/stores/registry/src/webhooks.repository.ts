import type { Client } from './database.ts';
import { Prisma } from './generated/client.ts';
import { keyOf, toPage } from './pages.ts';
import { deliveryMethods } from './webhook-deliveries.ts';
import { findWebhook, toWebhookView } from './webhook-rows.ts';
import type { WebhooksRepository } from './webhooks.ts';

export const webhooksRepository = (db: Client): WebhooksRepository => ({
  ...deliveryMethods(db),
  add: async (webhook) => toWebhookView(await db.webhook.create({ data: webhook })),
  async list({ cursor, limit }) {
    const after = keyOf(cursor);
    const [rows, total] = await Promise.all([
      db.webhook.findMany({
        ...(after !== null && { where: { seq: { lt: after } } }),
        orderBy: { seq: 'desc' },
        take: limit + 1,
      }),
      db.webhook.count(),
    ]);
    return toPage(rows, limit, total, (row) => row.seq, toWebhookView);
  },
  get: async (id) => toWebhookView(await findWebhook(db, id)),
  async change(id, changes) {
    await findWebhook(db, id);
    const awake = changes.enabled === true ? { goneAt: null } : {};
    const data = { ...changes, ...awake, updatedAt: new Date() };
    await db.webhook.updateMany({ where: { id }, data });
    return toWebhookView(await findWebhook(db, id));
  },
  async remove(id) {
    const row = await findWebhook(db, id);
    await db.webhook.deleteMany({ where: { id } });
    return toWebhookView(row);
  },
  async rotate(id, secret, previousSecretUntil) {
    await findWebhook(db, id);
    // One statement: of two at once, the secret of the first is the one of before of the second.
    await db.$executeRaw(Prisma.sql`
      UPDATE webhooks SET previous_secret = secret, secret = ${secret}, updated_at = now(),
        previous_secret_until = ${previousSecretUntil.toISOString()}::timestamptz
      WHERE id = ${id}::uuid`);
    return toWebhookView(await findWebhook(db, id));
  },
});
