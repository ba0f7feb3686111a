import { createHmac } from 'node:crypto';

export interface Signed {
  readonly id: string;
  /** Seconds since 1970, as it is sent. */
  readonly timestamp: number;
  readonly body: string;
}

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/**
 * Value of `webhook-signature`: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, once for each secret.
 *
 * @see Standard Webhooks 1.0, symmetric signatures
 */
export const signatureOf = (secrets: readonly string[], { id, timestamp, body }: Signed): string =>
  secrets
    .map((secret) =>
      createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64'),
    )
    .map((signature) => `v1,${signature}`)
    .join(' ');
