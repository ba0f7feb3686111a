import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chooseEngine, listEngines, openEngine } from './engines.ts';

describe('a native build', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-native-'));
  const before = { ...process.env };
  const manifest = (content: string): void => fs.writeFileSync(path.join(folder, 'manifest.json'), content);
  const reasonOf = async (name: string): Promise<string | undefined> =>
    (await listEngines()).find((status) => status.name === name)?.reason;

  beforeAll(() => {
    process.env.MILLWRIGHT_NATIVE = folder;
    delete process.env.MILLWRIGHT_ENGINE;
  });
  afterAll(() => {
    process.env = before;
    fs.rmSync(folder, { recursive: true });
  });

  it('that is unreadable or incomplete is passed over, and the reason is told', async () => {
    manifest('{');
    expect(await chooseEngine()).toBe('wasm');
    expect(await reasonOf('tensorflow')).toMatch(/manifest\.json cannot be read/);
    manifest(JSON.stringify({ binding: 'gone.node', package: '.', tensorflow: '0', kind: 'cpu' }));
    expect(await chooseEngine()).toBe('wasm');
    expect(await reasonOf('tensorflow')).toMatch(/gone\.node is missing/);
    await expect(chooseEngine('tensorflow')).rejects.toMatchObject({ code: 'engine.unavailable' });
  });
  it('that does not load gives way to WebAssembly, unless it was asked for by name', async () => {
    fs.writeFileSync(path.join(folder, 'broken.node'), 'no library');
    manifest(JSON.stringify({ binding: 'broken.node', package: '.', tensorflow: '0', kind: 'cpu' }));
    expect(await chooseEngine()).toBe('tensorflow');
    expect((await openEngine()).name).toBe('wasm');
    expect(await reasonOf('tensorflow')).toMatch(/it does not load/);
    await expect(openEngine('tensorflow')).rejects.toMatchObject({ code: 'engine.unavailable' });
  });
});
