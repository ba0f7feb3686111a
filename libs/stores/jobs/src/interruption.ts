import { AppError } from '@millwright/contracts';

/** Why a signal is aborted though nobody cancelled: another worker goes on with the job, or this one later. */
export class Interruption extends Error {
  /** The worker closes, or its lock on the job ran out and another may have taken it. */
  readonly why: 'closing' | 'lock lost';

  constructor(why: Interruption['why']) {
    super(`the job was interrupted: ${why}`);
    this.name = 'Interruption';
    this.why = why;
  }
}

/** An error that may be gone the next time: a service that does not answer, or something unforeseen. */
export const isPassing = (error: unknown): boolean => !(error instanceof AppError) || error.status === 503;

/** Whether the signal was aborted because somebody cancelled the job. */
export const isCancelled = (signal: AbortSignal): boolean =>
  signal.reason instanceof AppError && signal.reason.code === 'request.cancelled';
