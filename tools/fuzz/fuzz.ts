import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../command/step.mjs';
import { fromSource, sourceEnvironment } from '../run.mjs';
import { limits, tallyOf, type Line, type Tally } from './outcome.ts';

export interface FuzzWish {
  readonly reader: string;
  readonly count: number;
  readonly seed: number;
  /** Where inputs that a reader failed at are kept; nowhere where it is absent. */
  readonly keep?: string;
  /** Module of the targets, from `tools` on; tests have others. */
  readonly targets?: string;
  /** Without a word for so long [ms], the process counts as hung. */
  readonly silence?: number;
  readonly onProgress?: (done: number) => void;
}

const linesIn = (file: string): Line[] =>
  fs.existsSync(file)
    ? fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Line)
    : [];

interface End {
  readonly reason: string | null;
}

/** Runs the process to its end; null where it did all it was asked. */
function watched(args: readonly string[], folder: string, { lines, silence, beat }: Watch): Promise<End> {
  const temporary = path.join(folder, 'temporary'); // whatever is left behind lies here
  fs.mkdirSync(temporary, { recursive: true });
  const env = sourceEnvironment({
    TMPDIR: temporary,
    TEMP: temporary,
    SWC_NODE_CACHE_DIR: path.join(folder, 'compiled'), // the loader's own files are nothing that a reader left behind
    MILLWRIGHT_ENGINE: 'wasm',
    MILLWRIGHT_THREADS: '1',
  });
  const script = path.join(root, 'tools/fuzz/worker.ts');
  const child = spawn(process.execPath, [...fromSource, script, ...args], {
    cwd: root, // the loader of TypeScript is looked for from here
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (bytes: Buffer) => (words = (words + bytes.toString()).slice(-4000)));
  return new Promise((resolve, reject) => {
    let [size, heard, hung] = [0, Date.now(), false];
    const clock = setInterval(() => {
      const now = fs.existsSync(lines) ? fs.statSync(lines).size : 0;
      if (now !== size) [size, heard] = [now, Date.now()];
      beat();
      hung = Date.now() - heard > silence;
      if (hung) child.kill('SIGKILL');
    }, 500);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearInterval(clock);
      const reason = hung
        ? `it hung for ${silence / 1000} s`
        : code === 13
          ? 'it waits for what never comes' // Node's word for an await that nothing can settle
          : `the process ended with ${signal ?? code}`;
      resolve({ reason: code === 0 ? null : `${reason}\n${words}` });
    });
  });
}

interface Watch {
  /** File that grows by a line for each input. */
  readonly lines: string;
  readonly silence: number;
  beat(): void;
}

/** Tries a reader with damaged inputs in a process of its own; one that dies is started again behind the input that killed it. */
export async function fuzz({
  reader,
  count,
  seed,
  keep = '',
  targets = 'fuzz/targets/index.ts',
  silence = limits.silence,
  onProgress,
}: FuzzWish): Promise<Tally> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-fuzz-'));
  const lines = path.join(folder, 'lines');
  try {
    for (let from = 0; from < count;) {
      const args = [
        reader,
        String(from),
        String(count),
        String(seed),
        lines,
        keep && path.resolve(keep),
        targets,
      ];
      fs.rmSync(`${lines}.ready`, { force: true });
      const { reason } = await watched(args, folder, {
        lines,
        silence,
        beat: () => onProgress?.(linesIn(lines).length),
      });
      from = linesIn(lines).length;
      if (reason === null && from >= count) break;
      if (!fs.existsSync(`${lines}.ready`)) throw new Error(`${reader} could not be tried: ${reason}`);
      fs.appendFileSync(
        lines,
        `${JSON.stringify({ index: from, codes: [], fault: reason ?? 'it ended too soon' } satisfies Line)}\n`,
      );
      from++;
    }
    return tallyOf(reader, linesIn(lines));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
