import { aDatabase, type TestDatabase } from './testing.ts';
import { openRegistry } from './open-registry.ts';
import type { NewKeyRow, Registry } from './registry.ts';

const minute = 60_000;
const aKey = (given: Partial<NewKeyRow> = {}): NewKeyRow => ({
  account: 'mes',
  hash: 'a'.repeat(64),
  prefix: 'mw_abcd',
  scopes: ['read', 'predict'],
  createdBy: 'owner',
  expiresAt: null,
  ...given,
});

describe('keys', () => {
  let database: TestDatabase;
  let registry: Registry;
  beforeAll(async () => {
    database = await aDatabase();
    registry = openRegistry(database.url);
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await database.drop();
  });

  it('are found by their hash, and note their use to the minute', async () => {
    await registry.keys.add(aKey());
    const now = Date.now();
    expect(await registry.keys.use('b'.repeat(64))).toBeNull();
    expect(await registry.keys.use('a'.repeat(64), new Date(now))).toMatchObject({
      account: 'mes',
      scopes: ['read', 'predict'],
      lastUsedAt: null,
    });
    const noted = async (at: number) => (await registry.keys.use('a'.repeat(64), new Date(at)))?.lastUsedAt;
    expect(await noted(now + minute / 2)).toBe(new Date(now).toISOString());
    expect(await noted(now + minute)).toBe(new Date(now).toISOString());
    expect(await noted(now + minute)).toBe(new Date(now + minute).toISOString());
  });

  it('end at the moment they expire', async () => {
    const expiresAt = new Date(Date.now() + minute);
    await registry.keys.add(aKey({ hash: 'c'.repeat(64), expiresAt: expiresAt.toISOString() }));
    expect(await registry.keys.use('c'.repeat(64), new Date(expiresAt.getTime() - 1))).not.toBeNull();
    expect(await registry.keys.use('c'.repeat(64), expiresAt)).toBeNull();
  });

  it('are out once they are revoked, and stay in the list, newest first', async () => {
    const { id } = await registry.keys.add(aKey({ hash: 'd'.repeat(64), account: 'scada' }));
    const revoked = await registry.keys.revoke(id);
    expect(await registry.keys.use('d'.repeat(64))).toBeNull();
    expect((await registry.keys.revoke(id)).revokedAt).toBe(revoked.revokedAt);
    const first = await registry.keys.list({ limit: 2 });
    expect(first).toMatchObject({ total: 3, items: [{ id, account: 'scada' }, { account: 'mes' }] });
    expect(JSON.stringify(first)).not.toContain('dddd');
    const rest = await registry.keys.list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect([rest.items.length, rest.nextCursor]).toEqual([1, null]);
  });

  it('that nobody made cannot be revoked', async () => {
    for (const id of ['x', '019ab8f0-0000-7000-8000-000000000000'])
      await expect(registry.keys.revoke(id)).rejects.toMatchObject({ code: 'access.key-not-found' });
  });
});
