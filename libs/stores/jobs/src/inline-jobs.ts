import { randomUUID } from 'node:crypto';
import {
  AppError,
  type JobDefinition,
  type JobView,
  type PlatformEvent,
  type RunState,
} from '@millwright/contracts';
import type { z } from 'zod';
import { isCancelled } from './interruption.ts';
import type { Cancelled, JobEvent, JobHandler, Jobs, RunningJob } from './jobs.ts';

interface InlineJob {
  view: JobView;
  readonly handler: JobHandler;
  control: AbortController;
  attempt: number;
}

class InlineJobs implements Jobs {
  private readonly handlers: readonly JobHandler[];
  private readonly jobs = new Map<string, InlineJob>();
  private readonly listeners = new Set<(event: JobEvent) => void>();

  constructor(handlers: readonly JobHandler[]) {
    this.handlers = handlers;
  }

  async enqueue<P extends z.ZodType>(
    definition: JobDefinition<P>,
    payload: z.input<P>,
    { id = randomUUID() }: { id?: string } = {},
  ): Promise<JobView> {
    const known = this.jobs.get(id);
    if (known !== undefined) return known.view;
    const handler = this.handlers.find((candidate) => candidate.definition.name === definition.name);
    if (handler === undefined) throw new Error(`no handler for ${definition.name}`);
    const view: JobView = {
      id,
      name: definition.name,
      state: 'pending',
      progress: 0,
      payload: definition.payload.parse(payload) as Record<string, unknown>,
      createdAt: new Date().toISOString(),
    };
    const job: InlineJob = { view, handler, control: new AbortController(), attempt: 1 };
    this.jobs.set(id, job);
    this.tell(job, 'pending');
    await this.run(job);
    return job.view;
  }

  cancel(id: string): Promise<Cancelled> {
    const job = this.jobs.get(id);
    if (job?.view.state !== 'running') return Promise.resolve('over');
    job.control.abort(new AppError('request.cancelled'));
    return Promise.resolve('stopping');
  }

  async retry(id: string): Promise<boolean> {
    const job = this.jobs.get(id);
    if (job === undefined || !['failed', 'canceled'].includes(job.view.state)) return false;
    job.control = new AbortController();
    job.attempt += 1;
    await this.run(job);
    return true;
  }

  list(): Promise<JobView[]> {
    return Promise.resolve([...this.jobs.values()].map(({ view }) => view).reverse());
  }

  get(id: string): Promise<JobView | null> {
    return Promise.resolve(this.jobs.get(id)?.view ?? null);
  }

  on(listener: (event: JobEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private tell(job: InlineJob, state: RunState, event: PlatformEvent | null = null): void {
    const progress = event !== null && 'progress' in event ? event.progress : job.view.progress;
    job.view = { ...job.view, state, progress: state === 'completed' ? 100 : progress };
    for (const listener of this.listeners) listener({ id: job.view.id, name: job.view.name, state, event });
  }

  private async run(job: InlineJob): Promise<void> {
    const { signal } = job.control;
    const running: RunningJob = {
      id: job.view.id,
      attempt: job.attempt,
      signal,
      report: (event) => Promise.resolve(this.tell(job, 'running', event)),
      willRetry: () => false,
    };
    this.tell(job, 'running');
    try {
      await job.handler.run(job.view.payload, running);
      this.tell(job, 'completed');
    } catch {
      this.tell(job, isCancelled(signal) ? 'canceled' : 'failed');
    }
  }
}

/** Jobs in this process, for tests: `enqueue` and `retry` return when the handler has. Nothing is kept anywhere. */
export const inlineJobs = (handlers: readonly JobHandler[]): Jobs => new InlineJobs(handlers);
