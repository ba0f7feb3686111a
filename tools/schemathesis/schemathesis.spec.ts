import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../command/step.mjs';

describe('npm run schemathesis', () => {
  it('says what to install where Schemathesis is not there, before it starts anything', () => {
    const program = [path.join(root, 'tools/run.mjs'), path.join(root, 'tools/schemathesis/main.ts')];
    const env = { ...process.env, LANG: 'en', MILLWRIGHT_PYTHON: path.join(root, 'not-there') };
    const { status, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8', env });
    expect(status).toBe(1);
    expect(stderr).toMatch(/schemathesis==\d/);
    expect(stderr).not.toContain('Starting');
  });
});
