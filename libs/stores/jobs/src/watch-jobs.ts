import type { PlatformEvent, RunState } from '@millwright/contracts';
import type { QueueEvents, QueueEventsListener } from 'bullmq';
import { cancelledReason, eventOf } from './job-view.ts';
import type { JobEvent } from './jobs.ts';
import { warn, type JobQueue } from './queues.ts';

type Listener = (event: JobEvent) => void;

/** Event of our own: the PostgreSQL backend says nothing of a removed job, and no backend says its name. */
const removed = 'cancelled-while-waiting';
export const removedEvent = (job: { id?: string; name: string }) => ({
  event: removed,
  jobId: job.id ?? '',
  name: job.name,
});
interface RemovedListener extends QueueEventsListener {
  [removed]: (event: { jobId: string; name: string }) => void;
}

/** Names of jobs by id: the streams carry only ids. The oldest are forgotten and asked for again when needed. */
function nameBook(queue: JobQueue) {
  const names = new Map<string, string>();
  const limit = 10_000;
  const learn = (id: string, name: string): void => {
    names.set(id, name);
    const [oldest] = names.keys();
    if (names.size > limit && oldest !== undefined) names.delete(oldest);
  };
  return {
    learn,
    async find(id: string): Promise<string | undefined> {
      const known = names.get(id) ?? (await queue.getJob(id))?.name;
      if (known !== undefined) learn(id, known);
      return known;
    },
  };
}

/** Follows one queue; every event is handed on in the order in which it came. */
async function follow(queue: JobQueue, stream: QueueEvents, tell: Listener): Promise<() => Promise<void>> {
  const book = nameBook(queue);
  for (const job of await queue.getJobs(['active', 'waiting', 'delayed'], 0, 999)) {
    if (job.id !== undefined) book.learn(job.id, job.name);
  }
  let last = Promise.resolve();
  const pass = (id: string, state: RunState, event: PlatformEvent | null = null): void => {
    last = last
      .then(async () => {
        const name = await book.find(id);
        if (name !== undefined) tell({ id, name, state, event });
      })
      .catch(warn);
  };
  stream.on('added', ({ jobId, name }) => {
    book.learn(jobId, name);
    pass(jobId, 'pending');
  });
  stream.on('active', ({ jobId }) => pass(jobId, 'running'));
  stream.on('progress', ({ jobId, data }) => pass(jobId, 'running', eventOf(data)));
  stream.on('waiting', ({ jobId, prev }) => prev !== undefined && pass(jobId, 'pending')); // put back, or interrupted
  stream.on('delayed', ({ jobId }) => pass(jobId, 'pending'));
  stream.on('completed', ({ jobId }) => pass(jobId, 'completed'));
  stream.on('failed', ({ jobId, failedReason }) =>
    pass(jobId, failedReason === cancelledReason ? 'canceled' : 'failed'),
  );
  stream.on<RemovedListener, typeof removed>(removed, ({ jobId, name }) => {
    book.learn(jobId, name);
    pass(jobId, 'canceled');
  });
  return () => last;
}

/** One subscription for all queues. */
export async function watchJobs(queues: readonly JobQueue[], streams: readonly QueueEvents[]) {
  const listeners = new Set<Listener>();
  const tell: Listener = (event) => listeners.forEach((listener) => listener(event));
  const settled: (() => Promise<void>)[] = [];
  for (const [place, stream] of streams.entries()) {
    const queue = queues[place];
    if (queue !== undefined) settled.push(await follow(queue, stream, tell));
  }
  return {
    on(listener: Listener): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async settled(): Promise<void> {
      await Promise.all(settled.map((wait) => wait()));
    },
  };
}
