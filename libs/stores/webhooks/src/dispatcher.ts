import type { TakenDelivery, WebhooksRepository } from '@millwright/registry';
import type { Courier } from './courier.ts';

/** Says what happened: an event's name and ids, never an address or a secret. */
export type Tell = (level: 'info' | 'warn' | 'error', event: string, details: object) => void;

export interface DispatcherOptions {
  readonly webhooks: WebhooksRepository;
  readonly courier: Courier;
  readonly tell?: Tell;
  readonly clock?: () => Date;
  /** Deliveries that are under way at once, one for each subscription. */
  readonly concurrency?: number;
  /** How often the outbox is looked at while nothing comes [ms]. */
  readonly pollMs?: number;
  /** After this long a delivery that is not settled belongs to whoever takes it [ms]; longer than any try. */
  readonly leaseMs?: number;
}

export interface Dispatcher {
  /** Ends what is under way and gives it back; another dispatcher sends it again. */
  stop(): Promise<void>;
}

/**
 * Sends what is due until it is stopped. The outbox in the database is the queue, so nothing is lost with this process, and
 * several may run side by side. A receiver that hangs or refuses holds up nobody but itself.
 */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { webhooks, courier, tell = () => undefined, clock = () => new Date() } = options;
  const { concurrency = 8, pollMs = 1000, leaseMs = 30_000 } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const underWay = new Map<string, Promise<void>>();
  const rest = aRest(pollMs);

  const deliver = async (taken: TakenDelivery): Promise<void> => {
    try {
      const { tried, outcome } = await courier.carry(taken, signal);
      const kept = await webhooks.settle(taken, tried, outcome);
      const { status, error, seconds } = tried;
      const level = outcome.state === 'delivered' ? 'info' : 'warn';
      const details = { ...idsOf(taken), kept, status, code: error?.code, seconds, ...outcome };
      tell(level, `webhook.${outcome.state === 'waiting' ? 'retry' : outcome.state}`, details);
    } catch (error) {
      // What cannot be given back either is taken again when its lease is over.
      if (signal.aborted) await webhooks.release(taken, clock()).catch(() => undefined);
      else tell('error', 'webhook.unsettled', { ...idsOf(taken), err: error });
    } finally {
      underWay.delete(taken.webhook);
      rest.end(); // there may be more for the same receiver
    }
  };

  const takeUp = async (): Promise<number> => {
    const limit = concurrency - underWay.size;
    if (limit === 0) return 0;
    const now = clock();
    const lease = new Date(now.getTime() + leaseMs);
    const taken = await webhooks.take({ now, lease, limit, busy: [...underWay.keys()] });
    for (const one of taken) underWay.set(one.webhook, deliver(one));
    return taken.length;
  };

  const rounds = async (): Promise<void> => {
    while (!signal.aborted) {
      rest.begin();
      const count = await takeUp().catch((error: unknown) => {
        tell('error', 'webhooks.unavailable', { err: error });
        return 0;
      });
      if (count === 0 && !signal.aborted) await rest.over();
    }
    await Promise.all(underWay.values());
  };
  const over = rounds();
  return {
    async stop() {
      stopping.abort();
      rest.end();
      await over;
    },
  };
}

const idsOf = ({ id, webhook, message, attempt }: TakenDelivery) => ({
  delivery: id,
  webhook,
  type: message.type,
  attempt,
});

/** Waiting that can be ended early, also before it is waited for. */
function aRest(ms: number): { begin(): void; over(): Promise<void>; end(): void } {
  let end = (): void => undefined;
  let over = Promise.resolve();
  return {
    begin() {
      over = new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    over: () => over,
    end: () => end(),
  };
}
