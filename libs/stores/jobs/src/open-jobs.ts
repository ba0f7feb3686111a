import { randomUUID } from 'node:crypto';
import { jobQueues, type JobDefinition, type JobView } from '@millwright/contracts';
import type { Job, JobType } from 'bullmq';
import type { z } from 'zod';
import { stateOf, toJobView } from './job-view.ts';
import type { Cancelled, Jobs, JobsPlace } from './jobs.ts';
import { queuesAt, warn, type JobData, type JobQueue } from './queues.ts';
import { removedEvent, watchJobs } from './watch-jobs.ts';

const listed: readonly JobType[] = ['active', 'waiting', 'delayed', 'completed', 'failed'];
const listLimit = 200;
/** Finished jobs that are remembered; what they did is in the registry. */
const kept = { count: 1000 };

/** What the streams keep (BullMQ's own number). */
const eventLimit = 10_000;

type KeptJob = Job<JobData, void>;

async function findJob(queues: readonly JobQueue[], id: string): Promise<KeptJob | null> {
  for (const queue of queues) {
    const job = await queue.getJob(id);
    if (job !== undefined) return job as KeptJob;
  }
  return null;
}

async function viewOf(job: KeptJob): Promise<JobView> {
  return toJobView(job, stateOf(await job.getState(), job.failedReason));
}

async function cancel(queues: readonly JobQueue[], id: string): Promise<Cancelled> {
  const job = await findJob(queues, id);
  if (job === null || (await job.isCompleted()) || (await job.isFailed())) return 'over';
  // First the word, then the attempt to remove: a worker that takes the job in between finds the word.
  await job.updateData({ ...job.data, cancelled: true });
  try {
    await job.remove();
  } catch {
    return (await findJob(queues, id)) === null ? 'over' : 'stopping'; // a worker holds it
  }
  await queues
    .find(({ name }) => name === job.queueName)
    ?.backend.publishEvent(removedEvent(job), eventLimit);
  return 'removed';
}

async function retry(queues: readonly JobQueue[], id: string): Promise<boolean> {
  const job = await findJob(queues, id);
  if (job === null || !(await job.isFailed())) return false;
  await job.updateData({ ...job.data, cancelled: false, forgiven: job.stalledCounter });
  await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
  return true;
}

async function list(queues: readonly JobQueue[]): Promise<JobView[]> {
  const views = [];
  for (const queue of queues) {
    for (const type of listed) {
      const jobs = (await queue.getJobs([type], 0, listLimit - 1)) as KeptJob[];
      views.push(...jobs.map((job) => toJobView(job, stateOf(type, job.failedReason))));
    }
  }
  const unique = new Map(views.map((view) => [view.id, view])); // one may have moved on between two questions
  return [...unique.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

async function enqueue<P extends z.ZodType>(
  queues: ReadonlyMap<string, JobQueue>,
  definition: JobDefinition<P>,
  payload: z.input<P>,
  id: string = randomUUID(),
): Promise<JobView> {
  const queue = queues.get(definition.queue);
  if (queue === undefined) throw new Error(`no queue is called ${definition.queue}`);
  const parsed = definition.payload.parse(payload) as Record<string, unknown>;
  const data: JobData = { payload: parsed, cancelled: false, forgiven: 0 };
  await queue.add(definition.name, data, {
    jobId: id,
    attempts: definition.attempts,
    backoff: { type: 'exponential', delay: 1000 },
    removeOnComplete: kept,
    removeOnFail: kept,
  });
  const job = (await queue.getJob(id)) as KeptJob | undefined; // also where the id was known before
  if (job === undefined) throw new Error(`job ${id} is gone`);
  return viewOf(job);
}

/** Opens the queues; jobs survive every restart of every process. */
export async function openJobs(place: JobsPlace): Promise<Jobs> {
  const make = queuesAt(place);
  const named = new Map(jobQueues.map((name) => [name as string, make.queue(name)]));
  const queues = [...named.values()];
  const streams = jobQueues.map((name) => make.events(name));
  for (const queue of queues) queue.on('error', warn);
  for (const stream of streams) stream.on('error', warn);
  await Promise.all([...queues, ...streams].map((part) => part.waitUntilReady()));
  const watch = await watchJobs(queues, streams);
  return {
    enqueue: (definition, payload, options = {}) => enqueue(named, definition, payload, options.id),
    cancel: (id) => cancel(queues, id),
    retry: (id) => retry(queues, id),
    list: () => list(queues),
    async get(id) {
      const job = await findJob(queues, id);
      return job === null ? null : viewOf(job);
    },
    on: watch.on,
    async close() {
      await Promise.all(streams.map((stream) => stream.close()));
      await watch.settled();
      await Promise.all(queues.map((queue) => queue.close()));
    },
  };
}
