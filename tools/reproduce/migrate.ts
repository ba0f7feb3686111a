import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../command/step.mjs';

/** Brings the schema of a database up to date. @throws Error with what the command said */
export function migrate(url: string): void {
  const program = path.join(root, 'libs/stores/registry/migrate.mjs');
  const environment = { ...process.env, DATABASE_URL: url };
  const { status, stderr } = spawnSync(process.execPath, [program, 'deploy'], {
    env: environment,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The database could not be prepared: ${stderr}`);
}
