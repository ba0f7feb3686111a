import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from '../command/step.mjs';
import type { TemporaryProduct } from '../reproduce/product.ts';
import { fromSource, sourceEnvironment } from '../run.mjs';

/** An api that listens on this machine. */
export interface Server {
  readonly port: number;
  end(): Promise<void>;
}

/** The api as a process of its own, over the database and the files of a temporary product. */
export async function startApi(
  product: TemporaryProduct,
  env: Readonly<Record<string, string>>,
): Promise<Server> {
  const child: ChildProcess = spawn(
    process.execPath,
    [...fromSource, path.join(root, 'apps/api/src/main.ts')],
    {
      env: sourceEnvironment({
        NODE_ENV: 'production',
        DATABASE_URL: product.databaseUrl,
        DATA_DIR: product.dataDirectory,
        API_PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        ...env,
      }),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the api ended with code ${code}`))),
  ]);
  return {
    port: (message as { port: number }).port,
    async end() {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
