import { randomUUID } from 'node:crypto';
import { AppError, type JobView, type PlatformEvent, type RunState } from '@millwright/contracts';
import { isCancelled } from './interruption.ts';
import type { JobEvent, JobHandler, Jobs, RunningJob } from './jobs.ts';

interface InlineJob {
  view: JobView;
  readonly handler: JobHandler;
  control: AbortController;
  attempt: number;
}

/** Jobs in this process, for tests: `enqueue` and `retry` return when the handler has. Nothing is kept anywhere. */
export function inlineJobs(handlers: readonly JobHandler[]): Jobs {
  const jobs = new Map<string, InlineJob>();
  const listeners = new Set<(event: JobEvent) => void>();

  function tell(job: InlineJob, state: RunState, event: PlatformEvent | null = null): void {
    const progress = event !== null && 'progress' in event ? event.progress : job.view.progress;
    job.view = { ...job.view, state, progress: state === 'completed' ? 100 : progress };
    for (const listener of listeners) listener({ id: job.view.id, name: job.view.name, state, event });
  }

  async function run(job: InlineJob): Promise<void> {
    const { signal } = job.control;
    const running: RunningJob = {
      id: job.view.id,
      attempt: job.attempt,
      signal,
      report: (event) => Promise.resolve(tell(job, 'running', event)),
      willRetry: () => false,
    };
    tell(job, 'running');
    try {
      await job.handler.run(job.view.payload, running);
      tell(job, 'completed');
    } catch {
      tell(job, isCancelled(signal) ? 'canceled' : 'failed');
    }
  }

  return {
    async enqueue(definition, payload, { id = randomUUID() } = {}) {
      const known = jobs.get(id);
      if (known !== undefined) return known.view;
      const handler = handlers.find((candidate) => candidate.definition.name === definition.name);
      if (handler === undefined) throw new Error(`no handler for ${definition.name}`);
      const parsed = definition.payload.parse(payload) as Record<string, unknown>;
      const view: JobView = {
        id,
        name: definition.name,
        state: 'pending',
        progress: 0,
        payload: parsed,
        createdAt: new Date().toISOString(),
      };
      const job: InlineJob = { view, handler, control: new AbortController(), attempt: 1 };
      jobs.set(id, job);
      tell(job, 'pending');
      await run(job);
      return job.view;
    },
    cancel(id) {
      const job = jobs.get(id);
      if (job?.view.state !== 'running') return Promise.resolve('over');
      job.control.abort(new AppError('request.cancelled'));
      return Promise.resolve('stopping');
    },
    async retry(id) {
      const job = jobs.get(id);
      if (job === undefined || !['failed', 'canceled'].includes(job.view.state)) return false;
      job.control = new AbortController();
      job.attempt += 1;
      await run(job);
      return true;
    },
    list: () => Promise.resolve([...jobs.values()].map(({ view }) => view).reverse()),
    get: (id) => Promise.resolve(jobs.get(id)?.view ?? null),
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => Promise.resolve(),
  };
}
