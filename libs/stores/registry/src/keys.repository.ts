import { AppError, type ApiKeyView, type KeyScope } from '@millwright/contracts';
import { isUuid, type Client } from './database.ts';
import type { ApiKey } from './generated/client.ts';
import { keyOf, toPage } from './pages.ts';
import type { KeysRepository } from './registry.ts';

/** A use within this time of the last one that was noted is not noted [ms]. */
const useNoted = 60_000;

const toView = (row: ApiKey): ApiKeyView => ({
  id: row.id,
  account: row.account,
  prefix: row.prefix,
  scopes: row.scopes as KeyScope[],
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

export const keysRepository = (db: Client): KeysRepository => ({
  add: async ({ scopes, expiresAt, ...given }) =>
    toView(
      await db.apiKey.create({
        data: { ...given, scopes: [...scopes], expiresAt: expiresAt === null ? null : new Date(expiresAt) },
      }),
    ),
  async list({ cursor, limit }) {
    const after = keyOf(cursor);
    const [rows, total] = await Promise.all([
      db.apiKey.findMany({
        ...(after !== null && { where: { seq: { lt: after } } }),
        orderBy: { seq: 'desc' },
        take: limit + 1,
      }),
      db.apiKey.count(),
    ]);
    return toPage(rows, limit, total, (row) => row.seq, toView);
  },
  async use(hash, now = new Date()) {
    const row = await db.apiKey.findUnique({ where: { hash } });
    if (row === null || row.revokedAt !== null || (row.expiresAt && row.expiresAt <= now)) return null;
    if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= useNoted)
      await db.apiKey.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
    return toView(row);
  },
  async revoke(id) {
    const row = isUuid(id) ? await db.apiKey.findUnique({ where: { id } }) : null;
    if (row === null) throw new AppError('access.key-not-found', { key: id });
    if (row.revokedAt !== null) return toView(row);
    return toView(await db.apiKey.update({ where: { id }, data: { revokedAt: new Date() } }));
  },
});
