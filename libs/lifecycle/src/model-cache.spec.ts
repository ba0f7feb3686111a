import type { ModelVersionView } from '@millwright/contracts';
import { diskArtifacts } from '@millwright/artifacts';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ImageModel } from './catalogue.ts';
import { ModelCache } from './model-cache.ts';
import { tinyModel } from './testing/tiny-model.ts';

const weights = new TextEncoder().encode(
  JSON.stringify({ labels: ['a', 'b'], slopes: [0, 1], offsets: [0, 0] }),
);

describe('the cache of loaded models', () => {
  let directory: string;
  let [loads, disposals] = [0, 0];
  const model = tinyModel({ disposed: () => disposals++ });
  const counted: ImageModel = { ...model, load: (files) => (loads++, model.load(files)) };

  beforeEach(() => {
    [loads, disposals] = [0, 0];
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cache-'));
  });
  afterEach(() => fs.rmSync(directory, { recursive: true, force: true }));

  const opened = async (bounds: { models: number; bytes: number }) => {
    const artifacts = diskArtifacts(directory);
    const { hash } = await artifacts.putBytes(weights);
    const cache = new ModelCache({ artifacts, models: [counted] }, bounds);
    const version = (run: string, bytes = 10) =>
      ({ run, definition: 'vision/tiny', files: [{ path: 'model.json', hash, bytes }] }) as ModelVersionView;
    return { cache, version, artifacts, hash };
  };
  const nothing = () => Promise.resolve();

  it('loads a model once for many questions, also for those asked at the same time', async () => {
    const { cache, version } = await opened({ models: 2, bytes: 1000 });
    await Promise.all([cache.use(version('1'), nothing), cache.use(version('1'), nothing)]);
    await cache.use(version('1'), nothing);
    expect([loads, disposals]).toEqual([1, 0]);
  });

  it('lets go of the one asked for longest ago when there are too many', async () => {
    const { cache, version } = await opened({ models: 2, bytes: 1000 });
    for (const run of ['1', '2', '1', '3']) await cache.use(version(run), nothing);
    expect([loads, disposals]).toEqual([3, 1]);
    await cache.use(version('1'), nothing); // still there: 2 went
    expect(loads).toBe(3);
  });

  it('lets go of models when they are too large together', async () => {
    const { cache, version } = await opened({ models: 9, bytes: 100 });
    await cache.use(version('1', 60), nothing);
    await cache.use(version('2', 60), nothing);
    expect([loads, disposals]).toEqual([2, 1]);
  });

  it('never disposes a model that is being asked', async () => {
    const { cache, version } = await opened({ models: 1, bytes: 1000 });
    await cache.use(version('1'), async () => {
      cache.drop('1');
      await cache.use(version('2'), nothing);
      expect(disposals).toBe(0);
    });
    expect(disposals).toBe(1);
    cache.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(disposals).toBe(2);
  });

  it('says which file of a model is gone, and tries again the next time', async () => {
    const { cache, version, artifacts, hash } = await opened({ models: 1, bytes: 1000 });
    await artifacts.delete(hash);
    await expect(cache.use(version('1'), nothing)).rejects.toMatchObject({
      code: 'model.incomplete',
      params: { file: 'model.json' },
    });
    await artifacts.putBytes(weights);
    await cache.use(version('1'), nothing);
    expect(loads).toBe(1);
  });
});
