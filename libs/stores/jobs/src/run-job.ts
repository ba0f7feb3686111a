import { AppError, toAppError } from '@millwright/contracts';
import { Job, UnrecoverableError, WaitingError } from 'bullmq';
import { Interruption, isCancelled, isPassing } from './interruption.ts';
import { cancelledReason } from './job-view.ts';
import type { JobHandler, RunningJob } from './jobs.ts';
import type { JobData, JobWorker } from './queues.ts';

/** How often a running job looks whether somebody cancelled it [ms]: well within a training batch. */
const lookMs = 200;

export type KeptJob = Job<JobData, void>;

/** Aborts when the job's kept data says `cancelled`, from whatever process the word came; gives a way to stop looking. */
function followCancellation(worker: JobWorker, id: string, control: AbortController): () => void {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const look = async (): Promise<void> => {
    const kept = await Job.fromId<JobData, void>(worker, id).catch(() => undefined); // asked again in a moment
    if (ended) return;
    if (kept?.data.cancelled === true) control.abort(new AppError('request.cancelled'));
    else timer = setTimeout(() => void look(), lookMs);
  };
  void look();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

function runningJob(job: KeptJob, signal: AbortSignal): RunningJob {
  const attemptsLeft = (job.opts.attempts ?? 1) - job.attemptsMade - 1;
  return {
    id: job.id ?? '',
    attempt: job.attemptsStarted,
    signal,
    async report(event) {
      if (signal.reason instanceof Interruption) throw signal.reason; // another worker may be at it by now
      await job.updateProgress(event);
    },
    willRetry(error) {
      if (signal.aborted) return !isCancelled(signal);
      return isPassing(error) && attemptsLeft > 0;
    },
  };
}

/** A job whose worker died again and again is given up, and its handler has the last word. */
async function giveUpWhereLost(job: KeptJob, handler: JobHandler): Promise<void> {
  const interrupted = job.stalledCounter - job.data.forgiven;
  if (interrupted <= handler.definition.attempts) return;
  const error = new AppError('job.lost', { job: job.id ?? '', attempts: interrupted });
  await handler.lost(job.data.payload, error);
  throw new UnrecoverableError(error.message);
}

/**
 * One attempt at a job: its handler with a signal that follows cancellation, and what its end means for the queue.
 *
 * @param control - aborted from outside with an {@link Interruption} where the worker closes or lost the job
 */
export async function runJob(
  worker: JobWorker,
  job: KeptJob,
  handler: JobHandler | undefined,
  control: AbortController,
): Promise<void> {
  if (handler === undefined) throw new UnrecoverableError(`no handler for ${job.name}`);
  const { signal } = control;
  if (job.data.cancelled) control.abort(new AppError('request.cancelled'));
  else await giveUpWhereLost(job, handler);
  const stopFollowing = followCancellation(worker, job.id ?? '', control);
  const running = runningJob(job, signal);
  try {
    await handler.run(job.data.payload, running);
  } catch (error) {
    if (signal.reason instanceof Interruption && signal.reason.why === 'closing') {
      await job.moveToWait(job.token); // the next worker goes on with it
      throw new WaitingError();
    }
    if (isCancelled(signal)) throw new UnrecoverableError(cancelledReason);
    const { message } = toAppError(error);
    if (running.willRetry(error)) throw error;
    throw Object.assign(new UnrecoverableError(message), { cause: error });
  } finally {
    stopFollowing();
  }
}
