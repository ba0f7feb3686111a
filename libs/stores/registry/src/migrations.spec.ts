import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { openRegistry } from './open-registry.ts';
import { aDatabase, testServers, type TestDatabase } from './testing.ts';

const program = path.join(import.meta.dirname, '../migrate.mjs');

function migrate(url: string, ...parameters: string[]) {
  const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Columns, indexes and triggers of a database, as text. */
async function shapeOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ line: string }>(`
    SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
    UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
    UNION SELECT event_object_table || ' ' || trigger_name || ' ' || event_manipulation
      FROM information_schema.triggers ORDER BY 1`);
  await client.end();
  return rows.map(({ line }) => line);
}

async function runDeploy(url: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [program, 'deploy'], {
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (bytes) => (said += String(bytes)));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

describe.each(testServers())('migrations on $name', ({ url }) => {
  let empty: TestDatabase;
  beforeAll(async () => {
    empty = await aDatabase({ server: url, migrated: false });
  });
  afterAll(() => empty.drop());

  it('give exactly the schema, whether applied by the command or by the tests', async () => {
    expect(migrate(empty.url, 'deploy').stdout).toMatch(/^Applied \d{14}_\w+/);
    expect(migrate(empty.url, 'deploy').stdout).toBe('Nothing to apply.\n');
    expect(migrate(empty.url, 'check')).toMatchObject({
      status: 0,
      stdout: 'The migrations give exactly the schema.\n',
    });
    const forTests = await aDatabase({ server: url });
    expect(await shapeOf(empty.url)).toEqual(await shapeOf(forTests.url));
    await forTests.drop();
  });

  it('leave no database behind that they made to compare', async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      "SELECT datname FROM pg_database WHERE datname LIKE 'millwright_shadow_%'",
    );
    await client.end();
    expect(rows).toEqual([]);
  });

  it('can be applied by several processes at the same moment', async () => {
    const fresh = await aDatabase({ server: url, migrated: false });
    const two = await Promise.all([1, 2].map(() => runDeploy(fresh.url)));
    expect(two.map(({ code }) => code)).toEqual([0, 0]);
    expect(two.map(({ said }) => said.startsWith('Applied')).sort()).toEqual([false, true]);
    await fresh.drop();
  });
});

describe('a database that does not answer', () => {
  it('is named by our code, with what the connection said', async () => {
    const registry = openRegistry('postgresql://nobody@127.0.0.1:1/nothing');
    await expect(registry.ping()).rejects.toMatchObject({ code: 'database.unavailable' });
    await expect(registry.runs.list({ limit: 1 })).rejects.toMatchObject({ code: 'database.unavailable' });
    await registry.close();
  });

  it('is asked for by the migrations with the name of the variable', () => {
    const { status, stderr } = migrate('', 'deploy');
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('DATABASE_URL') });
    expect(migrate('postgresql://x', 'fly').status).toBe(2);
  });
});
