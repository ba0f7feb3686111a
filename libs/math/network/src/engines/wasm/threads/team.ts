import { Worker } from 'node:worker_threads';
import { AppError } from '@millwright/contracts';
import { scratchBytes } from '../kernel.ts';
import type { PlannedPhase } from '../plan/phases.ts';
import type { Compiled, SharedMemory } from '../web-assembly.ts';

/** What the threads run when its number is called. */
export interface RunnablePlan {
  readonly id: number;
  readonly phases: readonly PlannedPhase[];
}

/** Places in the control block, each in a line of the cache of its own. */
const slots = { run: 0, plan: 16, arrived: 32, round: 48, calledOff: 64 } as const;

const file = new URL('../../../../src/engines/wasm/worker.mjs', import.meta.url);

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** Threads over one memory. They end with the process and do not keep it alive between runs. */
export class Team {
  readonly #control = new Int32Array(new SharedArrayBuffer(5 * 64));
  readonly #workers: readonly Worker[];
  readonly #known = new Set<number>();
  #waiting: Waiting | null = null;
  #lost = false;

  /** @param scratch - address of the scratch of the first thread */
  constructor(module: Compiled, memory: SharedMemory, threads: number, scratch: number) {
    this.#workers = Array.from({ length: threads }, (_, index) => {
      const own = { control: this.#control, index, threads, slots, scratch: scratch + index * scratchBytes };
      // Without the flags of this process: its loaders of TypeScript are of no use there, and slow.
      const worker = new Worker(file, { workerData: { module, memory, ...own }, execArgv: [] });
      worker.on('error', (error) => this.#lose(error.message));
      worker.on('exit', (code) => this.#lose(`thread ${index} ended with code ${code}`));
      worker.unref();
      return worker;
    });
    this.#workers[0].on('message', () => this.#settle((waiting) => waiting.resolve()));
  }

  /** A thread has died: whoever needs a team makes another one. */
  get lost(): boolean {
    return this.#lost;
  }

  /** @throws AppError `engine.crashed` where a thread ends before its part is done */
  run({ id, phases }: RunnablePlan): Promise<void> {
    if (!this.#known.has(id)) this.#send(id, phases);
    for (const worker of this.#workers) worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      Atomics.store(this.#control, slots.plan, id);
      Atomics.add(this.#control, slots.run, 1);
      Atomics.notify(this.#control, slots.run);
    });
  }

  forget(id: number): void {
    if (this.#known.delete(id)) for (const worker of this.#workers) worker.postMessage({ id, phases: null });
  }

  /** Resolves when the threads are gone. */
  async end(): Promise<void> {
    this.#lost = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #send(id: number, phases: readonly PlannedPhase[]): void {
    this.#known.add(id);
    for (const worker of this.#workers) worker.postMessage({ id, phases });
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    for (const worker of this.#workers) worker.unref();
    if (waiting) how(waiting);
  }

  #lose(reason: string): void {
    if (this.#lost) return;
    // The others may be waiting for the dead one: nobody else would ever wake them.
    Atomics.store(this.#control, slots.calledOff, 1);
    Atomics.add(this.#control, slots.round, 1);
    Atomics.notify(this.#control, slots.round);
    void this.end();
    this.#settle((waiting) => waiting.reject(new AppError('engine.crashed', { engine: 'wasm', reason })));
  }
}
