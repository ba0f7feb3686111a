import fs from 'node:fs';
import path from 'node:path';
import { aWorld, type World } from './testing/a-world.ts';
import { darkAndLight } from './testing/pictures.ts';

const hour = 60 * 60 * 1000;
const bytes = (text: string) => new TextEncoder().encode(text);

describe('freeing what nothing refers to', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.close());

  /** Makes everything in the store and in the scratch folder look as old as this [ms]. */
  const age = (ms: number): void => {
    const then = new Date(Date.now() - ms);
    for (const entry of fs.readdirSync(world.directory, { recursive: true, withFileTypes: true }))
      fs.utimesSync(path.join(entry.parentPath, entry.name), then, then);
  };

  it('removes artifacts older than a day that no row needs, and says how many bytes', async () => {
    await world.imported('levels', darkAndLight({ count: 20 }));
    await world.trained('levels');
    const needed = await world.held();
    await world.artifacts.putBytes(bytes('left behind by a worker that died'));
    age(25 * hour);
    expect(await world.lifecycle.freeOrphans()).toBe('left behind by a worker that died'.length);
    expect(await world.held()).toEqual(needed);
    expect(await world.lifecycle.freeOrphans()).toBe(0);
  });

  it('leaves younger artifacts alone, whose row may still be on its way', async () => {
    const { hash } = await world.artifacts.putBytes(bytes('an upload that is going on'));
    expect(await world.lifecycle.freeOrphans()).toBe(0);
    expect(await world.held()).toEqual([hash]);
  });

  it('keeps the files of an upload that waits for its inspection', async () => {
    const { hash } = await world.artifacts.putBytes(bytes('parts'));
    const sources = [{ path: 'parts.zip', hash, bytes: 5 }];
    await world.registry.datasets.receive({ name: 'parts', kind: 'images', sources });
    age(25 * hour);
    expect(await world.lifecycle.freeOrphans()).toBe(0);
  });

  it('removes scratch folders that rested for a day', async () => {
    const scratch = path.join(world.directory, 'scratch');
    fs.mkdirSync(path.join(scratch, 'run-1#1'), { recursive: true });
    fs.writeFileSync(path.join(scratch, 'run-1#1', '0'), 'old');
    age(25 * hour);
    fs.mkdirSync(path.join(scratch, 'run-2#1'));
    await world.lifecycle.freeOrphans();
    expect(fs.readdirSync(scratch)).toEqual(['run-2#1']);
  });
});
