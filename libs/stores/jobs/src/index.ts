export {
  type Cancelled,
  type JobEvent,
  type JobHandler,
  type Jobs,
  type JobsPlace,
  type RunningJob,
} from './jobs.ts';
export { handle } from './handle.ts';
export { openJobs } from './open-jobs.ts';
export { startWorker, type WorkerHandle, type WorkerOptions } from './start-worker.ts';
export { inlineJobs } from './inline-jobs.ts';
