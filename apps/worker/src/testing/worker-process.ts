import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '../../../..');
const register = pathToFileURL(path.join(root, 'node_modules/@swc-node/register/esm/esm-register.mjs')).href;

export interface WorkerProcess {
  readonly child: ChildProcess;
  /** Exit code or signal, once it ended. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** What it wrote so far. */
  output(): string;
}

/** Starts a worker as a process of its own, from source, and waits until it takes jobs. */
export async function startProcess(
  program: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<WorkerProcess> {
  let output = '';
  const child = fork(path.join(import.meta.dirname, program), {
    cwd: root,
    execArgv: ['--conditions=@millwright/source', '--import', register],
    env: {
      PATH: process.env.PATH,
      SWC_NODE_PROJECT: path.join(root, 'tsconfig.dev.json'),
      LOG_LEVEL: 'info',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    void ended.then((how) => reject(new Error(`the worker ended (${how}):\n${output}`)));
  });
  return { child, ended, output: () => output };
}
