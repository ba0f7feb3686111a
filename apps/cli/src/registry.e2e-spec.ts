import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { darkAndLight } from './testing/a-picture.ts';
import { aProduct, type AProduct } from './testing/a-product.ts';

describe('millwright in the registry', () => {
  let product: AProduct;
  let folder: string;
  const runs: string[] = [];
  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-registry-'));
    darkAndLight(path.join(folder, 'parts'));
    product = await aProduct(folder, { DELETE_WAIT_DAYS: '7' });
    await product.json('datasets', 'import', 'parts', '--name', 'plates');
    for (const epochs of [2, 3, 4]) {
      const training = ['train', 'vision/tiny', '--dataset', 'plates', '--set', `epochs=${epochs}`, '--wait'];
      runs.push(String((await product.json(...training))['run']));
    }
  }, 120_000);
  afterAll(async () => {
    await product.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const failing = async (...argv: string[]): Promise<[number, string]> => {
    const { code, stdout } = await product.millwright(...argv, '--json');
    return [code, (JSON.parse(stdout) as { code: string }).code];
  };

  it('tags runs, finds them by their tags, and tags models and their versions', async () => {
    expect(await product.json('runs', 'tag', runs[0], 'line=A', 'note=a=b')).toEqual({
      run: runs[0],
      tags: { line: 'A', note: 'a=b' },
    });
    expect(await product.json('runs', 'tag', runs[0], '--delete', 'note')).toMatchObject({
      tags: { line: 'A' },
    });
    const found = (await product.json('runs', 'list', '--filter', "tags.line = 'A'"))['runs'] as {
      id: string;
    }[];
    expect(found.map(({ id }) => id)).toEqual([runs[0]]);
    expect(await product.json('models', 'tag', 'plates', 'owner=Ada')).toEqual({
      model: 'plates',
      version: null,
      tags: { owner: 'Ada' },
    });
    expect(await product.json('models', 'tag', 'plates@2', 'site=north')).toMatchObject({
      version: 2,
      tags: { site: 'north', validation_status: 'pending' },
    });
    expect((await product.millwright('runs', 'tag', runs[0], 'nothing')).code).toBe(2);
    expect(await failing('runs', 'tag', runs[0], '--delete', 'nothing')).toEqual([1, 'tag.not-found']);
  });

  it('approves and rejects versions', async () => {
    expect(await product.json('models', 'approve', 'plates', '1', '--note', 'seen')).toMatchObject({
      model: 'plates',
      version: 1,
      status: 'approved',
      by: 'owner',
      note: 'seen',
    });
    expect(await product.json('models', 'reject', 'plates', '3')).toMatchObject({ status: 'rejected' });
    expect(await failing('models', 'alias', 'plates', '3', 'champion')).toEqual([1, 'model.not-approved']);
    expect((await product.millwright('models', 'approve', 'plates', 'newest')).code).toBe(2);
  });

  it('promotes with a word about the approval it gives, and gives the alias back', async () => {
    await product.json('models', 'alias', 'plates', '1', 'champion');
    const { code, stderr } = await product.millwright('models', 'alias', 'plates', '2', 'champion');
    expect([code, stderr]).toEqual([0, 'plates@2 was not approved yet; this approves it in your name.\n']);
    expect(await product.json('models', 'return', 'plates', 'champion', '--note', 'worse')).toMatchObject({
      model: 'plates',
      from: 2,
      to: 1,
      note: 'worse',
    });
    expect(await failing('models', 'return', 'plates', 'challenger')).toEqual([1, 'alias.no-return']);
    expect((await product.millwright('models', 'return', 'plates', 'favourite')).code).toBe(2);
  });

  it('compares runs: what differs, and figures beside a baseline', async () => {
    const found = await product.json('runs', 'compare', runs[0], runs[1], '--baseline', runs[0]);
    expect(found).toMatchObject({ baseline: runs[0], runs: [{ id: runs[0] }, { id: runs[1] }], missing: [] });
    const { stdout } = await product.millwright('runs', 'compare', ...runs, '--baseline', runs[2]);
    expect(stdout).toContain('epochs');
    expect(stdout).not.toContain('learningRate');
    expect(stdout).toContain(`${runs[2]} *`);
    const filtered = await product.json(
      'runs',
      'compare',
      '--filter',
      "dataset = 'plates' AND params.epochs != '3'",
    );
    expect(filtered['runs']).toHaveLength(2);
    expect((await product.millwright('runs', 'compare')).code).toBe(2);
    expect((await product.millwright('runs', 'compare', runs[0], '--filter', 'seed = 1')).code).toBe(2);
  });

  it('deletes, lists what waits, restores and purges', async () => {
    expect(await product.json('runs', 'delete', runs[2])).toMatchObject({
      freedBytes: 0,
      deleted: [runs[2]],
    });
    expect(await failing('runs', 'show', runs[2])).toEqual([1, 'run.not-found']);
    expect(await failing('models', 'delete', 'plates')).toEqual([1, 'model.in-use']);
    await product.json('models', 'delete', 'plates@3');
    expect((await product.json('deleted', 'list'))['deleted']).toMatchObject([
      { noun: 'model', name: 'plates', version: 3, deletedBy: 'owner' },
      { noun: 'run', id: runs[2] },
    ]);
    expect(await product.json('runs', 'restore', runs[2])).toEqual({ restored: [runs[2]] });
    expect(await product.json('models', 'restore', 'plates@3')).toEqual({ restored: ['plates@3'] });
    await product.json('models', 'delete', 'plates', '--confirm');
    const { freedBytes } = await product.json('deleted', 'purge');
    expect(freedBytes).toBeGreaterThan(0);
    expect(await failing('models', 'restore', 'plates')).toEqual([1, 'deleted.not-found']);
    const { stdout } = await product.millwright('datasets', 'delete', 'plates');
    expect(stdout).toContain('it can be restored');
  });
});
