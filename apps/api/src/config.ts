import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
const port = z.coerce.number().int().min(0).max(65535);
const blankIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);

const environmentSchema = z.object({
  HOST: z.preprocess(blankIsAbsent, z.string().default('127.0.0.1')),
  API_PORT: z.preprocess(blankIsAbsent, port.default(3333)),
  DATA_DIR: z.preprocess(blankIsAbsent, z.string().default('data')),
  DATABASE_URL: z.preprocess(
    blankIsAbsent,
    z
      .string('expected the address of a PostgreSQL database')
      .regex(/^postgres(ql)?:\/\//, 'expected postgresql://…'),
  ),
  DATABASE_KIND: z.preprocess(blankIsAbsent, z.enum(['embedded', 'server']).default('server')),
  REDIS_URL: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .regex(/^rediss?:\/\//, 'expected redis://…')
      .optional(),
  ),
  LOG_LEVEL: z.preprocess(
    blankIsAbsent,
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
});

/** Settings of the api, read once. */
export interface Config {
  /** Address to listen on. */
  readonly host: string;
  readonly port: number;
  /** HOST names more than this machine: every request needs the access key. */
  readonly exposed: boolean;
  readonly dataDirectory: string;
  readonly databaseUrl: string;
  readonly databaseKind: 'embedded' | 'server';
  readonly redisUrl: string | undefined;
  readonly logLevel: string;
  readonly version: string;
}

/**
 * Reads the settings from environment variables; a blank one counts as absent.
 *
 * @throws Error that names the variable, what was expected and what was received
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map((issue) => complaint(issue, environment)).join('\n'));
  const { data } = parsed;
  return {
    host: data.HOST,
    port: data.API_PORT,
    exposed: !isLoopback(data.HOST),
    dataDirectory: path.resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    databaseKind: data.DATABASE_KIND,
    redisUrl: data.REDIS_URL,
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

/** The version of the workspace, as the api says it in `GET /system`. */
function readVersion(): string {
  const manifest = path.join(import.meta.dirname, '../../../package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(fs.readFileSync(manifest, 'utf8'))).version;
}
