import { AppError, webhookTestType } from '@millwright/contracts';
import type { DeliveryOutcome, TakenDelivery, Tried } from '@millwright/registry';
import type { SecretBox } from './secret-box.ts';
import { send, type Resolve, type Sent } from './send.ts';
import { signatureOf } from './signature.ts';

const second = 1000;
const [minute, hour] = [60 * second, 3600 * second];
/** What is waited before the second try and each further one [ms]; about 16.5 hours in all. */
const waits = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 5 * hour, 10 * hour];
/** How often a message is sent before it is given up. */
export const mostAttempts = waits.length + 1;

export interface CourierOptions {
  readonly secrets: SecretBox;
  /** Hosts that may lie inside. */
  readonly allowedHosts: readonly string[];
  /** Most time of one try [s]. */
  readonly seconds?: number;
  readonly resolve?: Resolve;
  readonly clock?: () => Date;
  /** 0..1, as `Math.random` gives it. */
  readonly random?: () => number;
}

/** Signs and sends a delivery, and says what becomes of it. */
export interface Courier {
  /** Rejects with the reason of the signal where that ends it. */
  carry(taken: TakenDelivery, signal?: AbortSignal): Promise<{ tried: Tried; outcome: DeliveryOutcome }>;
}

export function openCourier(options: CourierOptions): Courier {
  const { secrets, allowedHosts, seconds = 10, resolve } = options;
  const { clock = () => new Date(), random = Math.random } = options;

  const post = async (taken: TakenDelivery, at: Date, signal?: AbortSignal): Promise<Sent> => {
    const { webhook, event: id, message, url } = taken;
    const body = JSON.stringify(message);
    const timestamp = Math.floor(at.getTime() / second);
    const opened = taken.secrets.map((sealed) => secrets.open(webhook, sealed));
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Millwright-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf(opened, { id, timestamp, body }),
    };
    return send({ url, headers, body }, { allowedHosts, seconds, signal, resolve });
  };

  return {
    async carry(taken, signal) {
      const at = clock();
      const started = performance.now();
      const sent = await post(taken, at, signal).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        return { status: null, answer: null, error: { code: error.code, params: error.params } };
      });
      const tried = { ...sent, at, seconds: (performance.now() - started) / 1000 };
      return { tried, outcome: outcomeOf(taken, sent, clock(), random()) };
    },
  };
}

/** A wait is spread by a fifth to both sides, so that what failed together does not come again together. */
function outcomeOf(
  { attempt, message }: TakenDelivery,
  { error }: Sent,
  now: Date,
  chance: number,
): DeliveryOutcome {
  if (error === null) return { state: 'delivered' };
  if (error.code === 'webhook.gone') return { state: 'failed', gone: true };
  const wait = waits[attempt - 1];
  if (wait === undefined || message.type === webhookTestType) return { state: 'failed' };
  return { state: 'waiting', nextTryAt: new Date(now.getTime() + wait * (0.8 + 0.4 * chance)) };
}
