import {
  AppError,
  showProblem,
  webhookTestType,
  type DeliveryState,
  type DeliveryView,
  type ItemProblem,
  type Locale,
  type WebhookMessage,
} from '@millwright/contracts';
import { isUuid, jsonOrNull, type Client, type Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { keyOf, toPage } from './pages.ts';
import { findWebhook } from './webhook-rows.ts';
import type { DeliveryOutcome, TakenDelivery, Tried, WebhooksRepository } from './webhooks.ts';

const parts = { event: { select: { type: true, at: true } } } as const;
type DeliveryRow = Prisma.WebhookDeliveryGetPayload<{ include: typeof parts }>;

function toView(row: DeliveryRow, locale: Locale): DeliveryView {
  const error = row.error as unknown as ItemProblem | null;
  return {
    id: row.id,
    webhook: row.webhookId,
    event: row.eventId,
    type: row.event.type as DeliveryView['type'],
    state: row.state as DeliveryState,
    attempts: row.attempts,
    createdAt: row.event.at.toISOString(),
    triedAt: row.triedAt?.toISOString() ?? null,
    status: row.status,
    seconds: row.seconds,
    answer: row.answer,
    error: error === null ? null : showProblem(error, locale),
    nextTryAt: row.nextAt?.toISOString() ?? null,
  };
}

async function findDelivery(db: Client, webhook: string, id: string): Promise<DeliveryRow> {
  await findWebhook(db, webhook);
  const row = isUuid(id)
    ? await db.webhookDelivery.findFirst({ where: { id, webhookId: webhook }, include: parts })
    : null;
  if (row === null) throw new AppError('webhook.no-delivery', { webhook, delivery: id });
  return row;
}

async function redeliver(db: Client, webhook: string, id: string, now: Date): Promise<DeliveryRow> {
  await findDelivery(db, webhook, id);
  if (!(await findWebhook(db, webhook)).enabled) throw new AppError('webhook.disabled', { webhook });
  await db.webhookDelivery.updateMany({ where: { id }, data: { state: 'waiting', nextAt: now } });
  return findDelivery(db, webhook, id);
}

interface TakenRow {
  id: string;
  webhook_id: string;
  event_id: string;
  attempts: number;
  url: string;
  secret: string;
  previous_secret: string | null;
  previous_secret_until: Date | null;
  type: string;
  at: Date;
  data: WebhookMessage['data'];
}

const toTaken = (row: TakenRow, now: Date): TakenDelivery => {
  const { previous_secret: previous, previous_secret_until: until } = row;
  const counts = previous !== null && until !== null && until > now;
  return {
    id: row.id,
    webhook: row.webhook_id,
    url: row.url,
    secrets: counts ? [row.secret, previous] : [row.secret],
    event: row.event_id,
    message: { type: row.type as WebhookMessage['type'], timestamp: row.at.toISOString(), data: row.data },
    attempt: row.attempts,
  };
};

const takenParts = Prisma.sql`
  d.id, d.webhook_id, d.event_id, d.attempts, w.url, w.secret, w.previous_secret, w.previous_secret_until,
  e.type, e.at, e.data`;

/**
 * One statement: senders in other processes pass over rows that are locked, and see the new time after. Lots are drawn among
 * the subscriptions, so that many that hang do not keep the others from their turn.
 */
async function take(
  db: Client,
  options: Parameters<WebhooksRepository['take']>[0],
): Promise<TakenDelivery[]> {
  const { now, lease, limit, busy } = options;
  const rows = await db.$queryRaw<TakenRow[]>(Prisma.sql`
    WITH asked AS MATERIALIZED (
      SELECT id FROM webhooks
      WHERE enabled AND id <> ALL (${[...busy]}::uuid[]) AND EXISTS (
        SELECT FROM webhook_deliveries
        WHERE webhook_id = webhooks.id AND state = 'waiting' AND next_at <= ${now.toISOString()}::timestamptz
      )
      ORDER BY random() LIMIT ${limit}
    ), due AS MATERIALIZED (
      SELECT first.id FROM asked CROSS JOIN LATERAL (
        SELECT id FROM webhook_deliveries
        WHERE webhook_id = asked.id AND state = 'waiting' AND next_at <= ${now.toISOString()}::timestamptz
        ORDER BY next_at, seq LIMIT 1 FOR UPDATE SKIP LOCKED
      ) AS first
    )
    UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_at = ${lease.toISOString()}::timestamptz
    FROM due, webhooks w, webhook_events e
    WHERE d.id = due.id AND w.id = d.webhook_id AND e.id = d.event_id
    RETURNING ${takenParts}`);
  return rows.map((row) => toTaken(row, now));
}

async function test(db: Client, webhook: string, now: Date, lease: Date): Promise<TakenDelivery> {
  await findWebhook(db, webhook);
  const data = { type: webhookTestType, data: { webhook }, at: now };
  const { id } = await db.webhookDelivery.create({
    data: { webhook: { connect: { id: webhook } }, event: { create: data }, attempts: 1, nextAt: lease },
  });
  const [row] = await db.$queryRaw<TakenRow[]>(Prisma.sql`
    SELECT ${takenParts} FROM webhook_deliveries d
      JOIN webhooks w ON w.id = d.webhook_id JOIN webhook_events e ON e.id = d.event_id
    WHERE d.id = ${id}::uuid`);
  if (row === undefined) throw new AppError('webhook.not-found', { webhook }); // deleted this very moment
  return toTaken(row, now);
}

/** A sender whose time ran out has lost its delivery to the next: the number of the try tells them apart. */
const ownedBy = ({ id, attempt }: TakenDelivery) => ({ id, attempts: attempt, state: 'waiting' });

async function settle(
  db: Database,
  taken: TakenDelivery,
  tried: Tried,
  outcome: DeliveryOutcome,
): Promise<boolean> {
  const { at: triedAt, error, ...figures } = tried;
  const nextAt = outcome.state === 'waiting' ? outcome.nextTryAt : null;
  const data = { ...figures, triedAt, error: jsonOrNull(error), state: outcome.state, nextAt };
  const { count } = await db.webhookDelivery.updateMany({ where: ownedBy(taken), data });
  if (count > 0 && outcome.state === 'failed' && outcome.gone)
    await db.webhook.updateMany({
      where: { id: taken.webhook, url: taken.url },
      data: { enabled: false, goneAt: triedAt },
    });
  return count > 0;
}

type DeliveryMethods = Pick<
  WebhooksRepository,
  'deliveries' | 'delivery' | 'redeliver' | 'test' | 'take' | 'settle' | 'release' | 'prune'
>;

/** The queue and the log of what is sent. */
export const deliveryMethods = (db: Client): DeliveryMethods => ({
  async deliveries(id, { cursor, limit, state }, locale = 'en') {
    await findWebhook(db, id);
    const after = keyOf(cursor);
    const where = { webhookId: id, ...(state && { state }) };
    const [rows, total] = await Promise.all([
      db.webhookDelivery.findMany({
        where: after === null ? where : { ...where, seq: { lt: after } },
        include: parts,
        orderBy: { seq: 'desc' },
        take: limit + 1,
      }),
      db.webhookDelivery.count({ where }),
    ]);
    return toPage(
      rows,
      limit,
      total,
      (row) => row.seq,
      (row) => toView(row, locale),
    );
  },
  delivery: async (id, delivery, locale = 'en') => toView(await findDelivery(db, id, delivery), locale),
  redeliver: async (id, delivery, now, locale = 'en') =>
    toView(await redeliver(db, id, delivery, now), locale),
  test: (id, now, lease) => test(db, id, now, lease),
  take: (options) => take(db, options),
  settle: (taken, tried, outcome) => db.$transaction((tx) => settle(tx, taken, tried, outcome)),
  async release(taken, now) {
    const data = { attempts: taken.attempt - 1, nextAt: now };
    await db.webhookDelivery.updateMany({ where: ownedBy(taken), data });
  },
  prune: async (before) => (await db.webhookEvent.deleteMany({ where: { at: { lt: before } } })).count,
});
