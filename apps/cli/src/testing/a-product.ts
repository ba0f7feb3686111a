import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../run.ts';

export const root = path.resolve(import.meta.dirname, '../../../..');
const register = pathToFileURL(path.join(root, 'node_modules/@swc-node/register/esm/esm-register.mjs')).href;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface AProduct {
  readonly url: string;
  /** Data directory with the access key. */
  readonly directory: string;
  /** Runs a command line in this process, as the person who started the product. */
  millwright(...argv: string[]): Promise<Ran>;
  /** The same with other surroundings. */
  millwrightIn(env: Record<string, string | undefined>, ...argv: string[]): Promise<Ran>;
  /** One JSON object from stdout. */
  json(...argv: string[]): Promise<Record<string, never>>;
  close(): Promise<void>;
}

function startProcess(program: string, env: Record<string, string | undefined>): ChildProcess {
  return fork(path.join(root, program), {
    cwd: root,
    execArgv: ['--conditions=@millwright/source', '--import', register],
    env: {
      PATH: process.env.PATH,
      SWC_NODE_PROJECT: path.join(root, 'tsconfig.dev.json'),
      LOG_LEVEL: 'silent',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function migrate(databaseUrl: string | undefined): Promise<void> {
  const child = spawn(process.execPath, [path.join(root, 'libs/stores/registry/migrate.mjs'), 'deploy'], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`migrations ended with ${code}`);
}

/** Api and worker as processes of their own, with a model that is trained in a moment; the api asks for its key. */
export async function aProduct(cwd: string, settings: Record<string, string> = {}): Promise<AProduct> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-'));
  const env = {
    DATABASE_URL: process.env.DATABASE_URL,
    DATA_DIR: directory,
    DELETE_WAIT_DAYS: '0',
    ...settings,
  };
  await migrate(env.DATABASE_URL);
  const api = startProcess('apps/api/src/testing/tiny-api.ts', { ...env, HOST: '0.0.0.0', API_PORT: '0' });
  const worker = startProcess('apps/worker/src/testing/tiny-worker.ts', env);
  const [[{ port }]] = (await Promise.all([once(api, 'message'), once(worker, 'message')])) as [
    [{ port: number }],
    unknown,
  ];
  const url = `http://127.0.0.1:${port}`;
  const millwrightIn = async (given: Record<string, string | undefined>, ...argv: string[]): Promise<Ran> => {
    const said = { stdout: '', stderr: '' };
    const code = await run(argv, {
      env: { MILLWRIGHT_URL: url, DATA_DIR: directory, ...given },
      cwd,
      stdout: { write: (text) => (said.stdout += text) },
      stderr: { write: (text) => (said.stderr += text) },
    });
    return { code, ...said };
  };
  return {
    url,
    directory,
    millwrightIn,
    millwright: (...argv) => millwrightIn({}, ...argv),
    async json(...argv) {
      const { code, stdout, stderr } = await millwrightIn({}, ...argv, '--json');
      if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${stdout} ${stderr}`);
      return JSON.parse(stdout) as Record<string, never>;
    },
    async close() {
      const ended = [api, worker].map((child) => once(child, 'exit'));
      for (const child of [api, worker]) child.kill('SIGTERM');
      await Promise.all(ended);
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}
