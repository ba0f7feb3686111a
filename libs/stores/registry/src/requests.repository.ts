import type { Client } from './database.ts';
import type { RequestsRepository } from './requests.ts';

/** How long a key is remembered [ms]. */
const remembered = 24 * 3600 * 1000;

export const requestsRepository = (db: Client): RequestsRepository => ({
  async claim({ principal, key, requestHash }, now = new Date()) {
    await db.idempotencyKey.deleteMany({ where: { expiresAt: { lte: now } } });
    const expiresAt = new Date(now.getTime() + remembered);
    const data = { principal, key, requestHash, expiresAt };
    const { count } = await db.idempotencyKey.createMany({ data, skipDuplicates: true });
    if (count > 0) return { state: 'claimed' };
    const first = await db.idempotencyKey.findUnique({ where: { principal_key: { principal, key } } });
    if (first === null) return { state: 'unanswered' }; // given back this very moment
    if (first.requestHash !== requestHash) return { state: 'another' };
    if (first.body === null) return { state: 'unanswered' };
    return { state: 'answered', body: first.body, location: first.location };
  },
  async answer({ principal, key }, { body, location }) {
    await db.idempotencyKey.updateMany({ where: { principal, key }, data: { body, location } });
  },
  async release({ principal, key }) {
    await db.idempotencyKey.deleteMany({ where: { principal, key, body: null } });
  },
});
