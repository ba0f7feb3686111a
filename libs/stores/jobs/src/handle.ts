import type { JobDefinition } from '@millwright/contracts';
import type { z } from 'zod';
import type { JobHandler, RunningJob } from './jobs.ts';

/**
 * The work behind a job's definition; the payload is parsed by its schema first.
 *
 * @param lost - called instead of the work where the job was interrupted too often and is given up
 * @example handle(trainRun, ({ runId }, job) => lifecycle.trainRun(runId, job))
 */
export function handle<P extends z.ZodType>(
  definition: JobDefinition<P>,
  run: (payload: z.output<P>, job: RunningJob) => Promise<void>,
  lost: (payload: z.output<P>, error: Error) => Promise<void> = () => Promise.resolve(),
): JobHandler {
  return {
    definition,
    run: async (payload, job) => run(definition.payload.parse(payload), job),
    lost: async (payload, error) => lost(definition.payload.parse(payload), error),
  };
}
