import { openRegistry } from './open-registry.ts';
import type { Registry } from './registry.ts';
import { aDatabase, type TestDatabase } from './testing.ts';

const day = 24 * 3600 * 1000;
const aRequest = { principal: 'owner', key: 'k1', requestHash: 'a' };

describe('requests that must not be done twice', () => {
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

  it('are claimed by one of fifty that come at once', async () => {
    const claims = await Promise.all(
      Array.from({ length: 50 }, () => registry.requests.claim({ ...aRequest, key: 'race' })),
    );
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'unanswered')).toHaveLength(49);
  });

  it('give the first answer again, and know another request and another sender', async () => {
    expect(await registry.requests.claim(aRequest)).toEqual({ state: 'claimed' });
    expect(await registry.requests.claim(aRequest)).toEqual({ state: 'unanswered' });
    await registry.requests.answer(aRequest, { body: '{"b":1,"a":2}', location: '/x' });
    const again = { state: 'answered', body: '{"b":1,"a":2}', location: '/x' };
    expect(await registry.requests.claim(aRequest)).toEqual(again);
    expect(await registry.requests.claim({ ...aRequest, requestHash: 'b' })).toEqual({ state: 'another' });
    expect(await registry.requests.claim({ ...aRequest, principal: 'account:mes' })).toEqual({
      state: 'claimed',
    });
    await registry.requests.release(aRequest);
    expect(await registry.requests.claim(aRequest)).toEqual(again);
  });

  it('may be tried again where the first try came to nothing', async () => {
    const request = { ...aRequest, key: 'failed' };
    await registry.requests.claim(request);
    await registry.requests.release(request);
    expect(await registry.requests.claim(request)).toEqual({ state: 'claimed' });
  });

  it('are forgotten after a day', async () => {
    const request = { ...aRequest, key: 'old' };
    await registry.requests.claim(request);
    const claimedAt = (ms: number) => registry.requests.claim(request, new Date(Date.now() + ms));
    expect(await claimedAt(day - 60_000)).toEqual({ state: 'unanswered' });
    expect(await claimedAt(day + 60_000)).toEqual({ state: 'claimed' });
  });
});
