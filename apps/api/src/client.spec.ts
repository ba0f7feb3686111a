import { spawnSync } from 'node:child_process';
import path from 'node:path';

describe('@millwright/client', () => {
  it('is made from what the api says of itself now', () => {
    const program = path.resolve(import.meta.dirname, '../../../libs/client/generate.mjs');
    const { stderr } = spawnSync(process.execPath, [program, '--check'], { encoding: 'utf8' });
    expect(stderr).toBe('');
  }, 60_000);
});
