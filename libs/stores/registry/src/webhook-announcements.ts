import {
  AppError,
  type ItemProblem,
  type WebhookEventData,
  type WebhookEventType,
} from '@millwright/contracts';
import type { Database } from './database.ts';
import { Prisma, type Run } from './generated/client.ts';

/**
 * Writes an event and its deliveries where somebody wants it. Belongs into the transaction of the change that it tells of:
 * either both are there or neither. The subscriptions are held until its end, so that none goes away in between.
 */
export async function announce<T extends WebhookEventType>(
  db: Database,
  type: T,
  data: WebhookEventData<T>,
): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    WITH told AS (
      SELECT id FROM webhooks WHERE enabled AND ${type} = ANY (events) FOR KEY SHARE
    ), event AS (
      INSERT INTO webhook_events (type, data, at)
      SELECT ${type}, ${JSON.stringify(data)}::jsonb, clock_timestamp() WHERE EXISTS (SELECT FROM told)
      RETURNING id, at
    )
    INSERT INTO webhook_deliveries (webhook_id, event_id, next_at)
    SELECT told.id, event.id, event.at FROM told, event`);
}

/** Tells of a run that is over; of any other nothing. */
export async function announceRun(db: Database, run: Run): Promise<void> {
  const { id, model, dataset, datasetVersion, registeredName: name, registeredNumber: version } = run;
  const finishedAt = (run.finishedAt ?? new Date()).toISOString();
  const ended = { run: id, model, dataset, datasetVersion, finishedAt };
  if (run.state === 'completed' && name !== null && version !== null)
    await announce(db, 'run.completed', { ...ended, registered: { name, version } });
  if (run.state === 'canceled') await announce(db, 'run.canceled', ended);
  if (run.state === 'failed') {
    const { code } = (run.error ?? new AppError('internal')) as unknown as Pick<ItemProblem, 'code'>;
    await announce(db, 'run.failed', { ...ended, code });
  }
}
