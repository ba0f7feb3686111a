import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../command/step.mjs';
import { startEmbedded } from '../embedded-pg.mjs';
import { fromSource, sourceEnvironment } from '../run.mjs';
import { migrate } from './migrate.ts';

/** A program of the workspace that runs from its source. */
export interface Program {
  /** What it said when it was ready. */
  readonly message: unknown;
  end(): Promise<void>;
}

/** Starts a program as a process of its own and waits until it says that it is ready. */
export async function startProgram(file: string, env: Readonly<Record<string, string>>): Promise<Program> {
  const child: ChildProcess = spawn(process.execPath, [...fromSource, path.join(root, file)], {
    env: sourceEnvironment({ NODE_ENV: 'production', LOG_LEVEL: 'warn', ...env }),
    stdio: ['ignore', 2, 2, 'ipc'], // stdout is for results,
  });
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended with code ${code}`))),
  ]);
  return {
    message,
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Api and worker as they are started, over a database and a folder of their own. */
export interface StartedProduct {
  readonly url: string;
  /** The owner's key. */
  readonly key: string;
  /** Goes away when it is closed. */
  readonly directory: string;
  /** Ends the worker that trains: runs that are asked for stay pending. */
  endTraining(): Promise<void>;
  close(): Promise<void>;
}

/** @param env - what both are told besides; with `HOST: '0.0.0.0'` the api asks everybody for a key */
export async function startProduct(env: Readonly<Record<string, string>> = {}): Promise<StartedProduct> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-started-'));
  const database = await startEmbedded({
    directory: path.join(directory, 'database'),
    throwaway: true,
    port: undefined,
    log: undefined,
    onExit: undefined,
  });
  migrate(database.url);
  const settings = {
    DATABASE_URL: database.url,
    DATA_DIR: directory,
    API_PORT: '0',
    HOST: '127.0.0.1',
    ...env,
  };
  const worker = (queue: string) =>
    startProgram('apps/worker/src/main.ts', { ...settings, WORKER_QUEUES: queue });
  const [api, data, training] = await Promise.all([
    startProgram('apps/api/src/main.ts', settings),
    worker('data'),
    worker('training'),
  ]);
  return {
    url: `http://127.0.0.1:${(api.message as { port: number }).port}`,
    directory,
    key: fs.readFileSync(path.join(directory, 'access-key'), 'utf8').trim(),
    endTraining: training.end,
    async close() {
      await Promise.all([api, data, training].map((program) => program.end()));
      await database.stop();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}
