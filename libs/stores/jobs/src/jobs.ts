import type { JobDefinition, JobView, PlatformEvent, RunState } from '@millwright/contracts';
import type { z } from 'zod';

/** Where jobs are kept: in PostgreSQL, or in Redis when its address is given. */
export interface JobsPlace {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  /** Schema (PostgreSQL) or key prefix (Redis) of all queues; `millwright_jobs` by default. */
  readonly namespace?: string;
}

/** Something happened to a job: it changed its state, or its handler reported. */
export interface JobEvent {
  readonly id: string;
  readonly name: string;
  readonly state: RunState;
  /** What the handler reported; null for a change of state. */
  readonly event: PlatformEvent | null;
}

/** What `cancel` did: it had not begun and is gone; its worker was asked to stop; it was over already. */
export type Cancelled = 'removed' | 'stopping' | 'over';

/** The side that asks for work: enqueues, watches, cancels. */
export interface Jobs {
  /** Enqueues; a job with an id that is known is not added again. */
  enqueue<P extends z.ZodType>(
    definition: JobDefinition<P>,
    payload: z.input<P>,
    options?: { id?: string },
  ): Promise<JobView>;
  /** Works across processes: a job that waits is removed at once, one that runs gets its signal aborted. */
  cancel(id: string): Promise<Cancelled>;
  /** Puts a failed or cancelled job back into its queue; says whether there was one. */
  retry(id: string): Promise<boolean>;
  /** Those that wait or run, and the newest that are over; newest first. */
  list(): Promise<JobView[]>;
  get(id: string): Promise<JobView | null>;
  /** @returns a function that ends the subscription */
  on(listener: (event: JobEvent) => void): () => void;
  close(): Promise<void>;
}

/** What a handler sees of its job. */
export interface RunningJob {
  readonly id: string;
  /** 1 the first time, higher where it was taken up again. */
  readonly attempt: number;
  /** Aborted when somebody cancels the job, when its worker closes, or when another worker has taken it over. */
  readonly signal: AbortSignal;
  /** Stored as the job's progress; arrives at every {@link Jobs.on}, in order. */
  report(event: PlatformEvent): Promise<void>;
  /** Whether the job is tried again when its handler throws this error. */
  willRetry(error: unknown): boolean;
}

/** A definition and the work behind it. A handler may run twice for one job and must have the same effect as once. */
export interface JobHandler {
  readonly definition: JobDefinition;
  run(payload: unknown, job: RunningJob): Promise<void>;
  /** The job was interrupted too often (`job.lost`) and is given up: the last word on what it worked on. */
  lost(payload: unknown, error: Error): Promise<void>;
}
