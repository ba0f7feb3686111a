import fs from 'node:fs';
import path from 'node:path';
import {
  jobQueues,
  readEnvironment,
  sharedVariables,
  variable,
  type Environment,
  type JobQueueName,
} from '@millwright/contracts';
import { z } from 'zod';

const environmentSchema = z.object({
  ...sharedVariables,
  /** Queues this process takes jobs from; a training blocks only the process it runs in. */
  WORKER_QUEUES: variable(
    z
      .string()
      .default(jobQueues.join(','))
      .transform((text) => text.split(',').map((name) => name.trim()))
      .pipe(z.array(z.enum(jobQueues, `expected names of ${jobQueues.join(', ')}`)).min(1)),
  ),
  /** After this long without a sign of life the job of a dead worker is taken up by another [ms]. */
  WORKER_LOCK_MS: variable(z.coerce.number().int().min(1000).default(20_000)),
  /** `true`: the worker of the queue `data` brings in the demonstration plant where there is no dataset yet. */
  SEED_DEMONSTRATION: variable(z.stringbool().default(false)),
});

/** Settings of the worker, read once. */
export interface Config {
  readonly dataDirectory: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly queues: readonly JobQueueName[];
  readonly lockMs: number;
  readonly seedDemonstration: boolean;
  /** Hosts that webhooks are sent to although they lie inside. */
  readonly webhookHosts: readonly string[];
  /** How long what was deleted can be restored [days]. */
  readonly deleteWaitDays: number;
  readonly logLevel: string;
  readonly version: string;
}

/**
 * Reads the settings from environment variables; a blank one counts as absent.
 *
 * @throws Error that names each wrong variable, what was expected and what was received
 */
export function readConfig(environment: Environment): Config {
  const data = readEnvironment(environmentSchema, environment);
  return {
    dataDirectory: path.resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    queues: data.WORKER_QUEUES,
    lockMs: data.WORKER_LOCK_MS,
    seedDemonstration: data.SEED_DEMONSTRATION,
    webhookHosts: data.WEBHOOK_ALLOWED_HOSTS,
    deleteWaitDays: data.DELETE_WAIT_DAYS,
    logLevel: data.LOG_LEVEL,
    version: readVersion(),
  };
}

/** The version of the workspace; kept with every model that is trained here. */
function readVersion(): string {
  const manifest = path.join(import.meta.dirname, '../../../package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(fs.readFileSync(manifest, 'utf8'))).version;
}
