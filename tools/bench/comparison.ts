import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineNames, listEngines } from '@millwright/network';
import { note } from '../command/step.mjs';
import { fromSource, sourceEnvironment } from '../run.mjs';
import { alternate, type BenchResult, type BenchRow } from './bench.ts';
import { noDataSet } from './casting-pictures.ts';
import { startPython } from './python.ts';
import { references, type ReferenceName } from './references.ts';
import { startWorker, type Worker } from './worker.ts';

/** A ratio that must be reached: by one engine, or by the fastest of them. */
export interface Target {
  readonly engine: string;
  readonly against: ReferenceName;
  readonly atMost: number;
}

/** A task that every engine and every reference does in a process of its own. */
export interface Comparison {
  readonly name: string;
  /** What the workers know it by. */
  readonly task: string;
  /** The task's own settings; null without the data set it needs. `folder` is empty and goes away afterwards. */
  readonly settings?: (folder: string) => Promise<object | null>;
  readonly references: readonly ReferenceName[];
  /** Turns that each side has. */
  readonly rounds: number;
  /** How often a side does the task in its turn. */
  readonly times: number;
  /** How often each does it before the first turn, not timed. */
  readonly warmUp: number;
  readonly unit: 'ms' | 's' | 'MiB';
  readonly targets: readonly Target[];
  /** Nothing is learned, so that what trains nothing takes part too. */
  readonly answersOnly?: boolean;
}

interface Side {
  readonly name: string;
  readonly worker: Worker;
}

const isReference = ({ name }: Side): boolean => name in references;

const perUnit = { ms: 1e3, s: 1, MiB: 1 / 2 ** 20 } as const;
/** Between two turns: threads that wait busily for more work go to sleep [ms]. */
const pause = 150;

/** The engines that run here; the others are noted in `leftOut`. */
async function enginesOf({ name, answersOnly }: Comparison, leftOut: string[]): Promise<string[]> {
  const trains = (engine: string): boolean => (engineNames as readonly string[]).includes(engine);
  const known = (await listEngines()).filter((engine) => answersOnly === true || trains(engine.name));
  const lacking = known.filter(({ available }) => !available);
  leftOut.push(...lacking.map((engine) => `${name} on ${engine.name}, ${engine.reason}`));
  return known.filter(({ available }) => available).map((engine) => engine.name);
}

const startEngine = (engine: string): Promise<Worker> =>
  startWorker({
    command: process.execPath,
    args: [...fromSource, path.join(import.meta.dirname, 'engine-worker.ts')],
    // ONNX Runtime answers where nobody named an engine.
    env: sourceEnvironment({
      MILLWRIGHT_ENGINE: engine === 'onnx' ? '' : engine,
      TF_CPP_MIN_LOG_LEVEL: '3',
    }),
  });

/** One process after the other, so that none warms up in the way of another. */
async function prepare(side: Side, comparison: Comparison, settings: object): Promise<number> {
  const { task, warmUp, name } = comparison;
  note(`${name}: preparing ${side.name}`, `${name}：准备 ${side.name}`);
  const { weights } = await side.worker.ask({ prepare: task, warmUp, ...settings });
  return weights as number;
}

const figureOf = async ({ worker }: Side, { unit, times }: Comparison): Promise<number> => {
  await sleep(pause);
  const { seconds } = await worker.ask({ measure: times });
  return unit === 'MiB' ? ((await worker.ask({ peak: true })).bytes as number) : (seconds as number);
};

/** A row per engine and reference; the fastest engine also answers for the targets that any may reach. */
export function rowsOf(
  comparison: Pick<Comparison, 'name' | 'unit' | 'targets'>,
  ours: ReadonlyMap<string, number>,
  theirs: ReadonlyMap<string, number>,
): BenchRow[] {
  const { name, unit, targets } = comparison;
  const least = Math.min(...ours.values());
  return [...ours].flatMap(([engine, mine]) =>
    [...theirs].map(([against, other]) => {
      const ratio = mine / other;
      const target = targets.find(
        (one) =>
          one.against === against && (one.engine === engine || (one.engine === 'best' && mine === least)),
      )?.atMost;
      const figures = { ours: mine * perUnit[unit], reference: other * perUnit[unit], ratio, unit };
      const judged = target === undefined ? {} : { target, met: ratio <= target };
      return { case: name, engine, against, ...figures, ...judged };
    }),
  );
}

/** Starts and prepares every side; an engine that cannot do the task is left out, a reference that cannot is a failure. */
async function preparedSides(comparison: Comparison, settings: object, started: Worker[], leftOut: string[]) {
  const sides: Side[] = [];
  const weights: number[] = [];
  const add = async (name: string, starting: Promise<Worker>): Promise<void> => {
    const side = { name, worker: await starting };
    started.push(side.worker);
    weights.push(await prepare(side, comparison, settings));
    sides.push(side);
  };
  for (const name of comparison.references) await add(name, startPython(references[name]));
  for (const name of await enginesOf(comparison, leftOut))
    await add(name, startEngine(name)).catch((error: Error) =>
      leftOut.push(`${comparison.name} on ${name}, ${error.message}`),
    );
  if (new Set(weights).size > 1)
    throw new Error(`${comparison.name}: networks of ${weights.join(', ')} weights; all must be the same`);
  return sides;
}

async function compare(comparison: Comparison, folder: string): Promise<BenchResult> {
  const { name, rounds } = comparison;
  const settings = comparison.settings ? await comparison.settings(folder) : {};
  if (settings === null) return { rows: [], measuredWith: {}, leftOut: [`${name}, ${noDataSet}`] };
  const leftOut: string[] = [];
  const started: Worker[] = [];
  try {
    const sides = await preparedSides(comparison, settings, started, leftOut);
    const measuredWith = Object.fromEntries(
      sides.filter(isReference).map((side) => [side.name, String(side.worker.hello.what)]),
    );
    if (sides.every(isReference)) return { rows: [], measuredWith, leftOut };
    note(`${name}: ${rounds} rounds`, `${name}：${rounds} 轮`);
    const best = await alternate(
      rounds,
      sides.map((side) => () => figureOf(side, comparison)),
    );
    const figures = (wanted: (side: Side) => boolean): Map<string, number> =>
      new Map(sides.flatMap((side, i) => (wanted(side) ? [[side.name, best[i]] as const] : [])));
    return {
      rows: rowsOf(
        comparison,
        figures((side) => !isReference(side)),
        figures(isReference),
      ),
      measuredWith,
      leftOut,
    };
  } finally {
    await Promise.all(started.map((worker) => worker.close()));
  }
}

/** Measures the comparisons one after the other. */
export async function compareAll(comparisons: readonly Comparison[]): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  const measuredWith: Record<string, string> = {};
  const leftOut: string[] = [];
  for (const comparison of comparisons) {
    const folder = await mkdtemp(path.join(tmpdir(), 'millwright-bench-'));
    try {
      const result = await compare(comparison, folder);
      rows.push(...result.rows);
      leftOut.push(...result.leftOut);
      Object.assign(measuredWith, result.measuredWith);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { rows, measuredWith, leftOut };
}
