import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '@millwright/contracts';

/** A Python process that answers one JSON line per JSON line. */
export interface PythonWorker {
  ask(request: unknown): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export interface PythonScript {
  /** File beside this one. */
  readonly script: string;
  /** What it compares with, for people. */
  readonly reference: string;
  /** What pip has to install for it. */
  readonly packages: string;
}

/**
 * Starts a script of this folder with `MILLWRIGHT_PYTHON` (default `python3`) and waits for its first line.
 *
 * @throws AppError `reference.unavailable` saying what to install
 */
export async function startPython({ script, reference, packages }: PythonScript): Promise<PythonWorker> {
  const python = process.env.MILLWRIGHT_PYTHON || 'python3';
  const child = spawn(python, [path.join(import.meta.dirname, script)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
  child.stdin.on('error', () => undefined); // the next answer says that it ended
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const ended = once(child, 'close').catch(() => undefined);
  const answer = async (): Promise<Record<string, unknown>> => {
    try {
      const { value, done } = await Promise.race([lines.next(), failed]);
      if (done) throw new Error((await ended, errors.trim().split('\n').at(-1)) || 'it ended');
      return JSON.parse(value) as Record<string, unknown>;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('reference.unavailable', { reference, python, reason, packages }, { cause: error });
    }
  };
  await answer();
  return {
    ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
