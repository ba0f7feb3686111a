import fs from 'node:fs';
import path from 'node:path';
import { aWorld, type World } from './testing/a-world.ts';
import { darkAndLight } from './testing/pictures.ts';

const day = 24 * 3600 * 1000;

describe('deleting', () => {
  let world: World;
  afterEach(() => world.close());

  const open = async (deleteWaitDays: number): Promise<void> => {
    world = await aWorld({ deleteWaitDays });
    await world.imported('levels', darkAndLight({ count: 20 }));
    await world.trained('levels');
  };

  it('frees nothing while it waits, says until when, and can be taken back', async () => {
    await open(7);
    const held = await world.held();
    const { freedBytes, purgeAt, deleted } = await world.lifecycle.deleteModel('levels', 'Ada');
    expect([freedBytes, deleted]).toEqual([0, ['levels@1']]);
    expect(Math.round((Date.parse(purgeAt ?? '') - Date.now()) / day)).toBe(7);
    expect(await world.lifecycle.purgeDeleted()).toBe(0);
    expect(await world.held()).toEqual(held);
    const { items, waitDays } = await world.lifecycle.listDeleted({ limit: 5 });
    expect([items[0].purgeAt, waitDays]).toEqual([expect.any(String), 7]);
    expect(await world.lifecycle.restore({ model: 'levels' }, 'Ada')).toEqual({ restored: ['levels@1'] });
    expect((await world.lifecycle.resolveModel('levels')).version).toBe(1);
    const { items: trail } = await world.registry.audit.list({ subject: 'model:levels', limit: 5 });
    expect(trail.map(({ action, by }) => [action, by])).toEqual([
      ['model.restore', 'Ada'],
      ['model.delete', 'Ada'],
    ]);
  });

  it('frees the bytes once all of it waited, and says how many in the audit trail', async () => {
    await open(7);
    const run = (await world.registry.runs.list({ limit: 1 })).items[0].id;
    await world.lifecycle.deleteModel('levels', 'Ada');
    await world.lifecycle.deleteRun(run, 'Ada');
    await world.lifecycle.deleteDataset('levels', 'Ada');
    const freed = await world.lifecycle.purgeDeleted({ now: true, by: 'Bob' });
    expect(freed).toBeGreaterThan(0);
    expect(await world.held()).toEqual([]);
    const { items } = await world.registry.audit.list({ action: 'deleted.purge', limit: 5 });
    expect(items).toMatchObject([{ by: 'Bob', details: { freedBytes: freed } }]);
    expect((items[0].details['deleted'] as string[]).sort()).toEqual([
      'dataset:levels@1',
      'model:levels@1',
      `run:${run}`,
    ]);
  });

  it('cut off between rows and artifacts leaves nothing for ever: the next sweep frees them', async () => {
    let broken = false;
    world = await aWorld({
      deleteWaitDays: 7,
      artifacts: (store) =>
        Object.assign(Object.create(store) as typeof store, {
          delete: (hash: string) =>
            broken ? Promise.reject(new Error('the process was ended here')) : store.delete(hash),
        }),
    });
    await world.imported('levels', darkAndLight({ count: 20 }));
    await world.trained('levels');
    await world.lifecycle.deleteModel('levels', 'Ada');
    await world.lifecycle.deleteDataset('levels', 'Ada');
    broken = true;
    await expect(world.lifecycle.purgeDeleted({ now: true })).rejects.toThrow('ended here');
    expect((await world.lifecycle.listDeleted({ limit: 5 })).items).toEqual([]);
    expect((await world.held()).length).toBeGreaterThan(0);
    broken = false;
    const then = new Date(Date.now() - 2 * day);
    for (const entry of fs.readdirSync(world.directory, { recursive: true, withFileTypes: true }))
      fs.utimesSync(path.join(entry.parentPath, entry.name), then, then);
    expect(await world.lifecycle.freeOrphans()).toBeGreaterThan(0);
    expect(await world.held()).toEqual([]);
  });

  it('without a waiting time frees at once', async () => {
    await open(0);
    const { freedBytes, purgeAt } = await world.lifecycle.deleteModel('levels', 'Ada');
    expect([freedBytes > 0, purgeAt]).toEqual([true, null]);
    await expect(world.lifecycle.restore({ model: 'levels' }, 'Ada')).rejects.toMatchObject({
      code: 'deleted.not-found',
    });
  });
});
