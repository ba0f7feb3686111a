import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that answers one JSON line per JSON line; its first line says what it is. */
export interface Worker {
  readonly hello: Readonly<Record<string, unknown>>;
  ask(request: unknown): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export interface WorkerProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The error to give where it does not start, ends, or says `{ "error": … }`; the cause as it is where it is absent. */
  readonly failure?: (reason: string, cause: unknown) => Error;
}

/** Starts a program and waits for its first line. */
export async function startWorker({ command, args, env, failure }: WorkerProgram): Promise<Worker> {
  const child = spawn(command, args, { env: env ?? process.env, stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
  child.stdin.on('error', () => undefined); // the next answer says that it ended
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => undefined); // seen by the answer that is waited for
  const ended = once(child, 'close').catch(() => undefined);
  const end = (): void => void child.kill();
  process.once('exit', end);
  const answer = async (): Promise<Record<string, unknown>> => {
    try {
      const { value, done } = await Promise.race([lines.next(), failed]);
      if (done) throw new Error((await ended, errors.trim().split('\n').at(-1)) || 'it ended');
      const said = JSON.parse(value) as Record<string, unknown>;
      if ('error' in said) throw new Error(String(said.error));
      return said;
    } catch (error) {
      throw failure?.((error as Error).message, error) ?? error;
    }
  };
  return {
    hello: await answer(),
    ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    async close() {
      child.stdin.end();
      await ended;
      process.off('exit', end);
    },
  };
}
