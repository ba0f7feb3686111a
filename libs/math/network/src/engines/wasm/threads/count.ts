import { availableParallelism } from 'node:os';

/** More of them wait longer for each other than they gain. */
const most = 8;

/** Threads of the engine: those of the processor, at most 8, or as many as `MILLWRIGHT_THREADS` says. */
export function threadCount(): number {
  const asked = Number(process.env.MILLWRIGHT_THREADS);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, 64) : Math.min(most, availableParallelism());
}
