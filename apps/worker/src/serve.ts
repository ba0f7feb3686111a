import type { Logger } from 'pino';
import type { Worker } from './worker.ts';

/** A job that does not notice its abort must not keep the process: its lock runs out and another worker takes it up [ms]. */
const patience = 9_000;

/**
 * Runs a worker until the process is asked to end: by SIGTERM or SIGINT, or because the launcher at the other end of
 * the IPC channel is gone. The job at hand is given back first.
 */
export async function serve(opening: Promise<Worker>, logger: Logger): Promise<void> {
  let ending = false;
  const end = (reason: string): void => {
    if (ending) return;
    ending = true;
    logger.info({ reason }, 'worker.stopping');
    setTimeout(() => process.exit(1), patience).unref();
    opening
      .then((worker) => worker.close())
      .then(
        () => logger.info('worker.stopped'),
        (error: unknown) => {
          logger.error({ err: error }, 'worker.stop-failed');
          process.exitCode = 1;
        },
      )
      .finally(() => process.exit());
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal));
  process.on('disconnect', () => end('disconnect'));
  const worker = await opening;
  logger.info({ queues: worker.queues }, 'worker.ready');
  process.send?.('ready');
}
