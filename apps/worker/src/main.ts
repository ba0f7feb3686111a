import { withoutSecrets } from '@millwright/contracts';
import { pino } from 'pino';
import { readConfig, type Config } from './config.ts';
import { serve } from './serve.ts';
import { openWorker } from './worker.ts';

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(2);
  }
}

const config = settings();
const logger = pino({
  level: config.logLevel,
  base: { app: 'worker', pid: process.pid },
  hooks: { streamWrite: withoutSecrets },
});
try {
  await serve(openWorker(config, logger), logger);
} catch (error) {
  logger.fatal({ err: error }, 'worker.failed');
  process.exit(1);
}
