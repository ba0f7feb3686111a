import { randomUUID } from 'node:crypto';
import { AppError } from '@millwright/contracts';
import { handle } from './handle.ts';
import { inlineJobs } from './inline-jobs.ts';
import type { JobEvent } from './jobs.ts';
import { countUp, stepEvent } from './testing/counting-job.ts';

const payload = () => ({ run: randomUUID(), steps: 2, stepMs: 0, checkpoint: '-' });

describe('inlineJobs', () => {
  it('has run the handler when enqueue returns, and has told every listener', async () => {
    const jobs = inlineJobs([
      handle(countUp, async ({ run, steps }, job) => {
        for (let step = 1; step <= steps; step += 1) await job.report(stepEvent(run, step, steps));
      }),
    ]);
    const events: JobEvent[] = [];
    const stop = jobs.on((event) => events.push(event));
    const { id, state } = await jobs.enqueue(countUp, payload());
    expect(state).toBe('completed');
    expect(events.map((event) => event.state)).toEqual([
      'pending',
      'running',
      'running',
      'running',
      'completed',
    ]);
    stop();
    await jobs.enqueue(countUp, payload());
    expect(events).toHaveLength(5);
    expect((await jobs.list()).map((job) => job.id)[1]).toBe(id);
  });

  it('keeps a failure as the state of the job, and tries again when told to', async () => {
    let attempts = 0;
    const failing = handle(countUp, (_payload, job) => {
      attempts = job.attempt;
      return job.attempt === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    });
    const jobs = inlineJobs([failing]);
    const { id, state } = await jobs.enqueue(countUp, payload());
    expect(state).toBe('failed');
    expect(await jobs.retry(id)).toBe(true);
    expect({ attempts, state: (await jobs.get(id))?.state }).toEqual({ attempts: 2, state: 'completed' });
    expect(await jobs.retry(id)).toBe(false);
  });

  it('aborts the signal of a job that is cancelled, with the reason', async () => {
    let reason: unknown;
    const waiting = handle(countUp, async (_payload, { id, signal }) => {
      expect(await jobs.cancel(id)).toBe('stopping');
      reason = signal.reason;
      signal.throwIfAborted();
    });
    const jobs = inlineJobs([waiting]);
    const { id, state } = await jobs.enqueue(countUp, payload());
    expect(state).toBe('canceled');
    expect((reason as AppError).code).toBe('request.cancelled');
    expect(await jobs.cancel(id)).toBe('over');
  });

  it('does not add a job twice under one id', async () => {
    let runs = 0;
    const jobs = inlineJobs([handle(countUp, () => Promise.resolve(void (runs += 1)))]);
    await jobs.enqueue(countUp, payload(), { id: 'once' });
    await jobs.enqueue(countUp, payload(), { id: 'once' });
    expect(runs).toBe(1);
  });
});
