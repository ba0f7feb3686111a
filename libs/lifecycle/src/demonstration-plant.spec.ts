import { darkAndLight } from './testing/pictures.ts';
import { aWorld, type World } from './testing/a-world.ts';

const aPlantWorld = (): Promise<World> =>
  aWorld({ demonstration: { train: 40, test: 20, model: 'vision/tiny', settings: { epochs: 2 }, seed: 1 } });

describe('the demonstration plant', () => {
  it('comes in with parts, is trained on, and its first model serves from the start', async () => {
    const world = await aPlantWorld();
    expect(await world.lifecycle.importDemonstrationPlant()).toBe(true);
    const version = await world.registry.datasets.version('demo-parts', 1);
    expect(version.state).toBe('ready');
    for (const { train, test, label } of version.profile!.classes) {
      expect([label, train >= 8, test >= 4]).toEqual([label, true, true]); // 60 % bad
    }
    expect((await world.registry.models.get('demo-parts')).aliases).toEqual([
      { alias: 'champion', version: 1 },
    ]);
    expect(await world.lifecycle.aliasHistory('demo-parts')).toMatchObject([{ by: 'system', to: 1 }]);
    const { validation, metrics, baseline } = await world.registry.models.version('demo-parts', 1);
    expect(validation).toMatchObject({ status: 'approved', by: 'system' });
    for (const { accuracy } of [metrics, baseline]) expect(validation.note).toContain(accuracy.toFixed(3));
    await world.close();
  });

  it('comes in once, also where a person deleted it', async () => {
    const world = await aPlantWorld();
    await world.lifecycle.importDemonstrationPlant();
    expect(await world.lifecycle.importDemonstrationPlant()).toBe(false);
    expect((await world.registry.runs.list({ limit: 10 })).total).toBe(1);
    await world.lifecycle.deleteModel('demo-parts', 'Ada', { confirmed: true });
    await world.lifecycle.deleteDataset('demo-parts', 'Ada');
    expect(await world.lifecycle.importDemonstrationPlant()).toBe(false);
    expect((await world.registry.datasets.list({ limit: 10 })).total).toBe(0);
    await world.close();
  });

  it('stays away where there is a dataset already', async () => {
    const world = await aPlantWorld();
    await world.imported('own', darkAndLight({ count: 10 }));
    expect(await world.lifecycle.importDemonstrationPlant()).toBe(false);
    expect((await world.registry.datasets.list({ limit: 10 })).total).toBe(1);
    await world.close();
  });

  it('goes on where an earlier start was cut off', async () => {
    const world = await aPlantWorld();
    const stop = new AbortController();
    const put = world.artifacts.putBytes.bind(world.artifacts);
    let count = 0;
    Object.assign(world.artifacts, {
      putBytes: (...given: Parameters<typeof put>) => {
        if (++count === 20) stop.abort(new Error('the worker ends'));
        return put(...given);
      },
    });
    await expect(world.lifecycle.importDemonstrationPlant(stop.signal)).rejects.toThrow('the worker ends');
    expect((await world.registry.datasets.list({ limit: 10 })).total).toBe(0);
    expect(await world.lifecycle.importDemonstrationPlant()).toBe(true);
    expect(await world.registry.datasets.version('demo-parts', 1)).toMatchObject({ state: 'ready' });
    await world.close();
  });
});
