// Makes src/generated, the database client, from prisma/schema.prisma. Does nothing where it is up to date.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const here = import.meta.dirname;
const generated = path.join(here, 'src/generated');
const mark = path.join(generated, '.made-from');

function wantedMark() {
  const require = createRequire(import.meta.url);
  const { version } = require('prisma/package.json');
  const schema = fs.readFileSync(path.join(here, 'prisma/schema.prisma'));
  return crypto.createHash('sha256').update(version).update(schema).digest('hex');
}

/**
 * @returns whether anything had to be made
 * @throws Error with what Prisma said
 */
export function generate() {
  const wanted = wantedMark();
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === wanted) return false;
  const command = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const made = spawnSync(process.execPath, [command, 'generate'], {
    cwd: here,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, // any program: else Prisma downloads an engine that is not needed here
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (made.status !== 0)
    throw new Error(`The database client could not be made: ${made.stdout}${made.stderr}`);
  fs.writeFileSync(mark, wanted);
  return true;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) {
  console.log(generate() ? 'The database client was made.' : 'The database client is up to date.');
}
