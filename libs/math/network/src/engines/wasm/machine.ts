import { AppError } from '@millwright/contracts';
import { chooseBinary } from './binary.ts';
import { scratchBytes } from './kernel.ts';
import { Heap } from './memory/heap.ts';
import { threadCount } from './threads/count.ts';
import { Team, type RunnablePlan } from './threads/team.ts';
import { webAssembly, type Compiled } from './web-assembly.ts';

/** Bytes in front that belong to the binary itself: its constants. */
const ofTheBinary = 65536;

/** One memory and the threads over it. */
export class Machine {
  readonly threads = threadCount();
  readonly heap = new Heap(ofTheBinary + this.threads * scratchBytes);
  readonly #module: Compiled;
  #team: Team | null = null;

  constructor(module: Compiled) {
    this.#module = module;
  }

  /** @throws AppError `engine.crashed`; the next run has new threads */
  async run(plan: RunnablePlan): Promise<void> {
    if (this.#team?.lost) await this.#team.end();
    if (this.#team === null || this.#team.lost)
      this.#team = new Team(this.#module, this.heap.memory, this.threads, ofTheBinary);
    await this.#team.run(plan);
  }

  forget(plan: number): void {
    this.#team?.forget(plan);
  }

  async end(): Promise<void> {
    await this.#team?.end();
  }
}

let queue: Promise<unknown> = Promise.resolve();
let machine: Machine | null = null;
let users = 0;
let leaving: NodeJS.Timeout | undefined;

/** Milliseconds for which a machine waits for its next user: starting threads takes longer than many a run. */
const patience = 2000;

/** One thing after the other for all sessions of this process: the threads are the same. */
export function inTurn<T>(work: () => Promise<T> | T): Promise<T> {
  const result = queue.then(work);
  queue = result.catch(() => undefined);
  return result;
}

/** Ends the machine, and with it its memory, unless somebody uses it. */
async function endUnused(): Promise<void> {
  if (users > 0) return;
  const last = machine;
  machine = null;
  await last?.end();
}

/**
 * The machine of this process, made for its first user. Only in turn.
 *
 * @throws AppError `engine.unavailable`
 */
export async function takeMachine(): Promise<Machine> {
  clearTimeout(leaving);
  if (machine?.threads !== threadCount()) await endUnused();
  if (machine === null) {
    const binary = chooseBinary();
    if (typeof binary === 'string')
      throw new AppError('engine.unavailable', { engine: 'wasm', reason: binary });
    machine = new Machine(await webAssembly().compile(binary.bytes));
  }
  users += 1;
  return machine;
}

/** Some time after its last user has gone, the machine ends. Only in turn. */
export function giveMachine(): void {
  users -= 1;
  if (users === 0) leaving = setTimeout(() => void inTurn(endUnused), patience).unref();
}
