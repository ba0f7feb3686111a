import type { JobHandler } from '@millwright/jobs';
import type { Logger } from 'pino';

/** The same handler, saying in the log when it begins and how it ends: event names and ids, no prose. */
export function logged(logger: Logger, { definition, run, lost }: JobHandler): JobHandler {
  return {
    definition,
    async run(payload, job) {
      const log = logger.child({ job: job.id, name: definition.name, payload });
      const started = performance.now();
      const seconds = () => Math.round(performance.now() - started) / 1000;
      log.info({ attempt: job.attempt }, 'job.started');
      try {
        await run(payload, job);
        log.info({ seconds: seconds() }, 'job.ended');
      } catch (error) {
        const event = job.signal.aborted ? 'job.stopped' : 'job.failed';
        log[job.signal.aborted ? 'info' : 'error']({ seconds: seconds(), err: error }, event);
        throw error;
      }
    },
    async lost(payload, error) {
      logger.error({ name: definition.name, payload, err: error }, 'job.lost');
      await lost(payload, error);
    },
  };
}
