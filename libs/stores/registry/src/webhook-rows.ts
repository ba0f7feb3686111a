import { AppError, type WebhookEventType, type WebhookView } from '@millwright/contracts';
import { isUuid, type Database } from './database.ts';
import type { Webhook } from './generated/client.ts';

export const toWebhookView = (row: Webhook): WebhookView => ({
  id: row.id,
  name: row.name,
  url: row.url,
  events: row.events as WebhookEventType[],
  description: row.description,
  enabled: row.enabled,
  goneAt: row.goneAt?.toISOString() ?? null,
  previousSecretUntil: row.previousSecretUntil?.toISOString() ?? null,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** @throws AppError `webhook.not-found` */
export async function findWebhook(db: Database, id: string): Promise<Webhook> {
  const row = isUuid(id) ? await db.webhook.findUnique({ where: { id } }) : null;
  if (row === null) throw new AppError('webhook.not-found', { webhook: id });
  return row;
}
