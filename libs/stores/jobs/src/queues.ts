import type { JobQueueName } from '@millwright/contracts';
import {
  createPostgresBackend,
  Queue,
  QueueEvents,
  Worker,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
  type Processor,
  type QueueBaseOptions,
  type RedisQueueBackend,
  type WorkerOptions,
} from 'bullmq';
import type { JobsPlace } from './jobs.ts';

/** What is kept of a job beside BullMQ's own fields. */
export interface JobData {
  readonly payload: Record<string, unknown>;
  /** Somebody asked its worker to stop: the one word that has to reach another process on both backends. */
  readonly cancelled: boolean;
  /** Interruptions that were forgiven when the job was put back by hand. */
  readonly forgiven: number;
}

type Backend = RedisQueueBackend | PostgresQueueBackend;
export type JobQueue = Queue<JobData, void, string, JobData, void, string, Backend>;
export type JobWorker = Worker<JobData, void, string, Backend>;
type Tuning = Omit<WorkerOptions, 'connection' | 'prefix'>;

const defaultNamespace = 'millwright_jobs';

const inRedis = (url: string, prefix: string) => ({
  prefix,
  connection: { url, maxRetriesPerRequest: null },
});

const inPostgres = (
  connectionString: string,
  schema: string,
): QueueBaseOptions<PostgresConnectionOptions> => ({
  connection: { connectionString, schema, migrate: true, max: 2 },
});

/** BullMQ's classes on the backend of a place: the only spot that knows there are two. */
export function queuesAt({ databaseUrl, redisUrl, namespace = defaultNamespace }: JobsPlace) {
  const redis = redisUrl === undefined ? null : inRedis(redisUrl, namespace);
  const postgres = inPostgres(databaseUrl, namespace);
  return {
    queue: (name: JobQueueName): JobQueue =>
      redis === null
        ? (new Queue(name, postgres, createPostgresBackend) as unknown as JobQueue)
        : (new Queue(name, redis) as unknown as JobQueue),
    events: (name: JobQueueName): QueueEvents =>
      redis === null
        ? (new QueueEvents(name, postgres, createPostgresBackend) as unknown as QueueEvents)
        : // From this moment on, also where the first reading comes later: ids of the stream are times.
          new QueueEvents(name, { ...redis, lastEventId: String(Date.now()) }),
    worker: (name: JobQueueName, processor: Processor<JobData, void>, tuning: Tuning): JobWorker =>
      redis === null
        ? (new Worker(
            name,
            processor,
            { ...tuning, ...postgres },
            createPostgresBackend,
          ) as unknown as JobWorker)
        : (new Worker(name, processor, { ...tuning, ...redis }) as unknown as JobWorker),
  };
}

/** Connections come back by themselves; what they said meanwhile is a warning of the process, not its end. */
export const warn = (error: Error): void => process.emitWarning(error.message, { code: 'MILLWRIGHT_JOBS' });
