import type { JobQueueName } from '@millwright/contracts';
import { Interruption } from './interruption.ts';
import type { JobHandler, JobsPlace } from './jobs.ts';
import { queuesAt, warn, type JobWorker } from './queues.ts';
import { runJob } from './run-job.ts';

export interface WorkerOptions extends JobsPlace {
  readonly queues: readonly JobQueueName[];
  readonly handlers: readonly JobHandler[];
  /** After this long without a sign of life [ms] the job of a dead worker is taken up by another; 20,000 by default. */
  readonly lockMs?: number;
}

export interface WorkerHandle {
  /** Stops taking jobs, interrupts those at hand (the next worker goes on with them) and disconnects. */
  close(): Promise<void>;
}

/** How long a handler may take to stop when its worker closes [ms]; after that its job is taken for a dead one's. */
const closingMs = 15_000;
/** The handler's definition decides when a job is given up, so BullMQ itself never does. */
const unlimited = 1_000_000;

/** Takes the jobs of some queues, one at a time per queue. */
export async function startWorker(options: WorkerOptions): Promise<WorkerHandle> {
  const { queues, handlers, lockMs = 20_000 } = options;
  const byName = new Map(handlers.map((handler) => [handler.definition.name, handler]));
  const make = queuesAt(options);
  const active = new Map<string, AbortController>();
  const tuning = {
    concurrency: 1,
    lockDuration: lockMs,
    stalledInterval: Math.max(500, lockMs / 4),
    maxStalledCount: unlimited,
  };
  const workers = queues.map((name) => {
    const worker: JobWorker = make.worker(
      name,
      async (job) => {
        const control = new AbortController();
        const key = `${name} ${job.id}`;
        active.set(key, control);
        try {
          await runJob(worker, job, byName.get(job.name), control);
        } finally {
          active.delete(key);
        }
      },
      tuning,
    );
    worker.on('error', warn);
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) active.get(`${name} ${id}`)?.abort(new Interruption('lock lost'));
    });
    return worker;
  });
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return {
    async close() {
      const closing = Promise.all(workers.map((worker) => worker.close()));
      for (const control of active.values()) control.abort(new Interruption('closing'));
      const late = new Promise<'late'>((resolve) => setTimeout(resolve, closingMs, 'late').unref());
      if ((await Promise.race([closing, late])) !== 'late') return;
      await Promise.all(workers.map((worker) => worker.disconnect()));
    },
  };
}
