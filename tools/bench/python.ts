import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '@millwright/contracts';
import { withLock } from '../command/lock.mjs';
import { runNode } from '../command/process.mjs';
import { note, step } from '../command/step.mjs';
import { startWorker, type Worker } from './worker.ts';

export interface PythonScript {
  /** File beside this one. */
  readonly script: string;
  /** What it compares with, for people. */
  readonly reference: string;
  /** What pip has to install for it, such as `torch==2.13.0`. */
  readonly packages: readonly string[];
}

const windows = process.platform === 'win32';

/** Where the environments lie until somebody deletes them: the user's cache folder. */
const cacheFolder = (): string =>
  path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'millwright', 'bench');

const unavailable = (
  { reference, packages }: PythonScript,
  python: string,
  reason: string,
  cause: unknown,
): AppError =>
  new AppError(
    'reference.unavailable',
    { reference, python, reason, packages: packages.join(' ') },
    { cause },
  );

/** Makes an environment that holds the packages and nothing else; one that was cut off in the middle is made anew. */
async function makeEnvironment(folder: string, { reference, packages }: PythonScript): Promise<void> {
  const done = path.join(folder, 'complete');
  if (fs.existsSync(done)) return;
  fs.rmSync(folder, { recursive: true, force: true });
  const name = `bench-${reference.toLowerCase()}`;
  const en = `installing ${packages.join(', ')} for the comparison into ${folder}`;
  const zh = `正在为对比安装 ${packages.join('、')} 到 ${folder}`;
  await step({ name, en, zh, expected: 120 }, async () => {
    await runNode(['-m', 'venv', folder], { command: 'python3' });
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    await runNode(install, { command: interpreterIn(folder) });
  });
  fs.writeFileSync(done, packages.join('\n'));
}

const interpreterIn = (folder: string): string =>
  windows ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python');

/** What a program said last, else the error's own words. */
function lastWords(error: unknown): string {
  const details = (error as { details?: string }).details ?? '';
  const told = details
    .trim()
    .split('\n')
    .findLast((line) => /error/i.test(line));
  return (told ?? (error as Error).message).replace(/\.$/, '');
}

/**
 * The interpreter that has the packages of a script: `MILLWRIGHT_PYTHON` where it is set, else one in an environment
 * that is made with `python3` and pip the first time.
 *
 * @throws AppError `reference.unavailable`
 */
async function interpreterFor(script: PythonScript): Promise<string> {
  if (process.env.MILLWRIGHT_PYTHON) return process.env.MILLWRIGHT_PYTHON;
  const folder = path.join(cacheFolder(), script.packages.join('+').replace(/[^\w.+-]+/g, '-'));
  const waiting = () =>
    note('another bench is installing the same packages', '另一个对比正在安装同样的软件包');
  try {
    await withLock(`${folder}.lock`, waiting, () => makeEnvironment(folder, script));
    return interpreterIn(folder);
  } catch (error) {
    throw unavailable(script, 'python3', lastWords(error), error);
  }
}

/**
 * Starts a script of this folder and waits for its first line.
 *
 * @throws AppError `reference.unavailable` saying what to install
 */
export async function startPython(script: PythonScript): Promise<Worker> {
  const python = await interpreterFor(script);
  return startWorker({
    command: python,
    args: [path.join(import.meta.dirname, script.script)],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
    failure: (reason, cause) => unavailable(script, python, reason, cause),
  });
}
