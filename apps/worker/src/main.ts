import { pino } from 'pino';
import { readConfig } from './config.ts';
import { openWorker } from './worker.ts';

/** A job that does not notice its abort must not keep the process: its lock runs out and another worker takes it up [ms]. */
const patience = 9_000;

const config = readConfig(process.env);
const logger = pino({ level: config.logLevel, base: { app: 'worker', pid: process.pid } });
const opening = openWorker(config, logger);

let ending = false;
function end(reason: string): void {
  if (ending) return;
  ending = true;
  logger.info({ reason }, 'worker.stopping');
  setTimeout(() => process.exit(1), patience).unref();
  opening
    .then((worker) => worker.close())
    .then(() => {
      logger.info('worker.stopped');
      process.exit(0);
    })
    .catch((error: unknown) => {
      logger.error({ err: error }, 'worker.stop-failed');
      process.exit(1);
    });
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal));
process.on('disconnect', () => end('disconnect')); // the launcher is gone
await opening;
logger.info({ queues: config.queues, version: config.version }, 'worker.ready');
process.send?.('ready');
