import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readManifests, verifyDataset, type Manifest } from './manifest.ts';

describe('the manifests of the public datasets', () => {
  it('say source, licence and files, each under its own name', async () => {
    const manifests = await readManifests(import.meta.dirname);
    const names = manifests.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['casting_products', 'neu_surface_defects']));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('verifyDataset', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'millwright-datasets-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells right, changed, resized and missing files apart', async () => {
    mkdirSync(path.join(folder, 'tiny'));
    const of = (content: string) => createHash('sha256').update(content).digest('hex');
    const written = { right: 'abc', changed: 'abd', longer: 'abcd' };
    for (const [name, content] of Object.entries(written))
      writeFileSync(path.join(folder, 'tiny', name), content);
    const files = ['right', 'changed', 'longer', 'gone'].map((name) => ({
      path: name,
      bytes: 3,
      sha256: of('abc'),
    }));
    const manifest: Manifest = {
      name: 'tiny',
      title: 't',
      source: 's',
      licence: 'l',
      mayBeShipped: true,
      files,
    };
    expect((await verifyDataset(manifest, folder)).map(({ state }) => state)).toEqual([
      'right',
      'other-bytes',
      'other-size',
      'missing',
    ]);
  });
});
