import fs from 'node:fs';
import path from 'node:path';
import { jobQueues, type JobQueueName } from '@millwright/contracts';
import { z } from 'zod';

const blankIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);

const environmentSchema = z.object({
  DATA_DIR: z.preprocess(blankIsAbsent, z.string().default('data')),
  DATABASE_URL: z.preprocess(
    blankIsAbsent,
    z
      .string('expected the address of a PostgreSQL database')
      .regex(/^postgres(ql)?:\/\//, 'expected postgresql://…'),
  ),
  REDIS_URL: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .regex(/^rediss?:\/\//, 'expected redis://…')
      .optional(),
  ),
  /** Queues this process takes jobs from; a training blocks only the process it runs in. */
  WORKER_QUEUES: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .default(jobQueues.join(','))
      .transform((text) => text.split(',').map((name) => name.trim()))
      .pipe(z.array(z.enum(jobQueues, `expected names of ${jobQueues.join(', ')}`)).min(1)),
  ),
  /** After this long without a sign of life the job of a dead worker is taken up by another [ms]. */
  WORKER_LOCK_MS: z.preprocess(blankIsAbsent, z.coerce.number().int().min(1000).default(20_000)),
  /** `true`: the worker of the queue `data` brings in the demonstration plant where there is no dataset yet. */
  SEED_DEMONSTRATION: z.preprocess(blankIsAbsent, z.stringbool().default(false)),
  LOG_LEVEL: z.preprocess(
    blankIsAbsent,
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
});

/** Settings of the worker, read once. */
export interface Config {
  readonly dataDirectory: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly queues: readonly JobQueueName[];
  readonly lockMs: number;
  readonly seedDemonstration: boolean;
  readonly logLevel: string;
  readonly version: string;
}

/**
 * Reads the settings from environment variables; a blank one counts as absent.
 *
 * @throws Error that names each wrong variable, what was expected and what was received
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map((issue) => complaint(issue, environment)).join('\n'));
  const { data } = parsed;
  return {
    dataDirectory: path.resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    queues: data.WORKER_QUEUES,
    lockMs: data.WORKER_LOCK_MS,
    seedDemonstration: data.SEED_DEMONSTRATION,
    logLevel: data.LOG_LEVEL,
    version: readVersion(),
  };
}

function complaint(
  issue: z.core.$ZodIssue,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const name = String(issue.path[0]);
  // An address may carry a password, so only what is no address is repeated.
  const received = name.endsWith('_URL')
    ? environment[name]
      ? 'another text'
      : 'nothing'
    : environment[name];
  return `${name}: ${issue.message}, received ${received}`;
}

/** The version of the workspace; kept with every model that is trained here. */
function readVersion(): string {
  const manifest = path.join(import.meta.dirname, '../../../package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(fs.readFileSync(manifest, 'utf8'))).version;
}
