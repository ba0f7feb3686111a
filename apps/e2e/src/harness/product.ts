import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort, root, temporaryDirectory } from './workspace.ts';

export interface ProductOptions {
  readonly dataDir?: string;
  readonly port?: number;
  readonly apiPort?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Product {
  readonly url: string;
  readonly apiUrl: string;
  readonly dataDir: string;
  readonly pid: number;
  /** What the launcher said so far, both streams. */
  said(): string;
  /** Sends a signal to the launcher and waits for its end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** How a start ended that never became ready. */
export class StartFailed extends Error {
  constructor(
    readonly code: number | null,
    readonly output: string,
  ) {
    super(`the product ended with code ${code} before it was ready:\n${output}`);
  }
}

const readyLine = /^Millwright is ready: (http:\/\/localhost:\d+)$/m;
const patience = 300_000;

function environmentOf(
  options: Required<Pick<ProductOptions, 'dataDir' | 'port' | 'apiPort'>>,
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: options.dataDir,
    PORT: String(options.port),
    API_PORT: String(options.apiPort),
    SEED_DEMONSTRATION: 'false',
    LANG: 'C.UTF-8',
  };
  // What npm and Jest put in the way of a person's shell.
  for (const name of [
    'LC_ALL',
    'LC_MESSAGES',
    'NODE_ENV',
    'NODE_OPTIONS',
    'DATABASE_URL',
    'REDIS_URL',
    'HOST',
  ])
    delete env[name];
  for (const name of Object.keys(env)) if (name.startsWith('npm_lifecycle')) delete env[name];
  return env;
}

const endOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

/**
 * Starts the product as `npm start` does, on free ports and in a directory of its own, and waits for its ready line.
 *
 * @throws StartFailed where it ends before
 */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? path.join(temporaryDirectory('e2e'), 'data');
  const port = options.port ?? (await freePort());
  const apiPort = options.apiPort ?? (await freePort());
  const child = spawn(process.execPath, [path.join(root, 'tools/start.mjs')], {
    cwd: root,
    env: { ...environmentOf({ dataDir, port, apiPort }), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        output += bytes;
        const url = readyLine.exec(output)?.[1];
        if (url) resolve(url);
      });
  });
  const slow = setTimeout(() => child.kill('SIGTERM'), patience);
  const url = await Promise.race([ready, endOf(child).then(() => null)]);
  clearTimeout(slow);
  if (url === null) throw new StartFailed(child.exitCode, output);
  return {
    url,
    apiUrl: `http://127.0.0.1:${apiPort}`,
    dataDir,
    pid: child.pid as number,
    said: () => output,
    async end(signal) {
      child.kill(signal);
      return endOf(child);
    },
  };
}

/** Ends the product and removes what it kept. */
export async function endProduct(product: Product | undefined): Promise<void> {
  if (!product) return;
  await product.end('SIGTERM');
  fs.rmSync(product.dataDir, { recursive: true, force: true });
}
