import type { JobHandler, Jobs } from './jobs.ts';

/** Jobs for tests: `enqueue` returns when the handler has. */
export function inlineJobs(handlers: readonly JobHandler[]): Jobs {
  throw new Error(`in work: ${handlers.length}`);
}
