import type { JobQueueName } from '@millwright/contracts';
import type { JobHandler, JobsPlace } from './jobs.ts';

export interface WorkerOptions extends JobsPlace {
  readonly queues: readonly JobQueueName[];
  readonly handlers: readonly JobHandler[];
  /** After this long without a sign of life [ms] the job of a dead worker is taken up by another; 20,000 by default. */
  readonly lockMs?: number;
}

export interface WorkerHandle {
  /** Stops taking jobs, aborts those at hand (they are taken up again by the next worker) and disconnects. */
  close(): Promise<void>;
}

export function startWorker(options: WorkerOptions): Promise<WorkerHandle> {
  return Promise.reject(new Error(`in work: ${options.databaseUrl}`));
}
