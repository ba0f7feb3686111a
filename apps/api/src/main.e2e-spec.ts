import { fork, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { aDatabase, type TestDatabase } from '@millwright/registry/testing';

const root = path.resolve(import.meta.dirname, '../../..');
const register = pathToFileURL(path.join(root, 'node_modules/@swc-node/register/esm/esm-register.mjs')).href;

interface Started {
  readonly child: ChildProcess;
  readonly port: Promise<number>;
  readonly ended: Promise<{ code: number | null; stderr: string }>;
}

/** Starts the api as a process of its own, as the launcher does. */
function start(env: Record<string, string | undefined>): Started {
  const child = fork(path.join(import.meta.dirname, 'main.ts'), {
    cwd: root,
    execArgv: ['--conditions=@millwright/source', '--import', register],
    env: {
      PATH: process.env.PATH,
      SWC_NODE_PROJECT: path.join(root, 'tsconfig.dev.json'),
      LOG_LEVEL: 'silent',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return {
    child,
    port: new Promise((resolve) =>
      child.once('message', (message) => resolve((message as { port: number }).port)),
    ),
    ended: new Promise((resolve) => child.once('exit', (code) => resolve({ code, stderr }))),
  };
}

describe('the process', () => {
  let database: TestDatabase;
  let directory: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    database = await aDatabase();
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'api-process-'));
    env = { DATABASE_URL: database.url, DATA_DIR: directory, API_PORT: '0' };
  }, 120_000);
  afterAll(async () => {
    await database.drop();
    fs.rmSync(directory, { recursive: true, force: true });
  });

  it('answers, and ends with 0 when it is asked to, open streams or not', async () => {
    const { child, port, ended } = start(env);
    const url = `http://127.0.0.1:${await port}`;
    expect((await fetch(`${url}/api/health/ready`)).status).toBe(200);
    const stream = await fetch(`${url}/api/v1/events`);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  }, 120_000);

  it('ends when its launcher is gone', async () => {
    const { child, port, ended } = start(env);
    await port;
    child.disconnect();
    expect((await ended).code).toBe(0);
  }, 120_000);

  it('says which variable to change where the port is taken', async () => {
    const other = net.createServer();
    const taken = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as net.AddressInfo).port)),
    );
    const { ended } = start({ ...env, API_PORT: String(taken) });
    const { code, stderr } = await ended;
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`API_PORT: ${taken} is taken`);
  }, 120_000);

  it('says which variable is missing or wrong before it opens anything', async () => {
    const { code, stderr } = await start({ ...env, DATABASE_URL: undefined }).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^DATABASE_URL: /);
  }, 120_000);

  it('says that the database does not answer, without its password', async () => {
    const { code, stderr } = await start({ ...env, DATABASE_URL: 'postgresql://me:secret@127.0.0.1:9/none' })
      .ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/database/i);
    expect(stderr).not.toContain('secret');
  }, 120_000);
});
