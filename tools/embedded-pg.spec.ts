import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from './embedded-pg.mjs';

let parent: string;
let directory: string;
const launchers: ChildProcess[] = [];

beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-embedded-'));
  fs.chmodSync(parent, 0o755);
  directory = path.join(parent, 'database');
});
afterEach(async () => {
  for (const launcher of launchers.splice(0)) launcher.kill('SIGKILL');
  await untilGone(postmaster());
  fs.rmSync(parent, { recursive: true, force: true });
});

const start = (at = directory) => startEmbedded({ directory: at });

async function ask<T extends pg.QueryResultRow>(url: string, question: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(question)).rows;
  } finally {
    await client.end();
  }
}

/** Process number of the server that says it runs in the directory. */
function postmaster(): number | null {
  const file = path.join(directory, 'cluster/postmaster.pid');
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : null;
}

async function untilGone(pid: number | null): Promise<boolean> {
  for (let tries = 0; tries < 400 && pid !== null; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(25);
  }
  return pid === null;
}

/** Another process that starts the database and holds it; resolves when it has printed the address. */
async function aLauncher(): Promise<{ child: ChildProcess; url: string }> {
  const program = `
    const { startEmbedded } = await import(process.argv[1]);
    const { url } = await startEmbedded({ directory: process.argv[2] });
    console.log(url);
    setInterval(() => undefined, 1000);`;
  const tool = new URL('embedded-pg.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, tool, directory], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  launchers.push(child);
  const url = await new Promise<string>((resolve) => {
    child.stdout.once('data', (line) => resolve(String(line).trim()));
  });
  return { child, url };
}

describe('startEmbedded', () => {
  it('keeps data, password and port from one start to the next', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE parts AS SELECT 7 AS n');
    await first.stop();
    expect(await untilGone(postmaster())).toBe(true);
    const second = await start();
    expect(await ask(second.url, 'SELECT n FROM parts')).toEqual([{ n: 7 }]);
    expect(second.url).toBe(first.url);
    await second.stop();
  });

  it('lets nobody in without its password, which only its owner can read', async () => {
    const database = await start();
    const stranger = new URL(database.url);
    stranger.password = 'postgres';
    await expect(ask(stranger.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(fs.statSync(path.join(directory, 'password')).mode & 0o077).toBe(0);
    expect(fs.existsSync(path.join(directory, 'initial-password'))).toBe(false);
    expect(await ask(database.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await database.stop();
  });

  it('refuses a second start on the same directory, and the first one goes on', async () => {
    const { url, child } = await aLauncher();
    await expect(start()).rejects.toMatchObject({
      code: 'storage.in-use',
      message: expect.stringMatching(new RegExp(`process ${child.pid}\\b.*DATA_DIR`)),
    });
    expect(await ask(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('stops the server when its launcher is killed, and starts again at once', async () => {
    const { url, child } = await aLauncher();
    await ask(url, 'CREATE TABLE parts AS SELECT 7 AS n');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await start(); // without waiting for the watchdog
    expect(await ask(next.url, 'SELECT n FROM parts')).toEqual([{ n: 7 }]);
    await next.stop();
    const { child: again } = await aLauncher();
    const pid = postmaster();
    again.kill('SIGKILL');
    expect(await untilGone(pid)).toBe(true);
  });

  it('starts where an earlier preparation was killed half way', async () => {
    fs.mkdirSync(path.join(directory, 'cluster.new/base'), { recursive: true });
    fs.writeFileSync(path.join(directory, 'lock'), '{"pid":');
    const database = await start();
    expect(await ask(database.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await database.stop();
  });

  it('takes another port where the remembered one is taken', async () => {
    const first = await start();
    await first.stop();
    const squatter = spawn(
      process.execPath,
      ['-e', `require('net').createServer().listen(${first.port}, '127.0.0.1', () => console.log('here'))`],
      { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => squatter.stdout.once('data', resolve));
    await expect(startEmbedded({ directory, port: first.port })).rejects.toThrow(
      `Port ${first.port} is taken`,
    );
    const second = await start();
    expect(second.port).not.toBe(first.port);
    await second.stop();
    squatter.kill();
  });

  it('refuses data of another major version and says what to do', async () => {
    const database = await start();
    await database.stop();
    fs.writeFileSync(path.join(directory, 'cluster/PG_VERSION'), '12\n');
    await expect(start()).rejects.toThrow(/written by PostgreSQL 12; version \d+ is installed.*pg_dump/);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip; // only root has to become somebody else
  asRoot('runs for root also where no other user can reach the directory', async () => {
    fs.chmodSync(parent, 0o700);
    const database = await start();
    expect(await ask(database.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await database.stop();
    fs.chmodSync(parent, 0o755); // and goes on when it can be reached again
    const again = await start();
    expect(await ask(again.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await again.stop();
  });
});
