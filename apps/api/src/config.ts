import fs from 'node:fs';
import path from 'node:path';
import { readEnvironment, sharedVariables, variable, type Environment } from '@millwright/contracts';
import type { BatchBounds, CacheBounds } from '@millwright/lifecycle';
import { z } from 'zod';

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const port = z.coerce.number().int().min(0).max(65535);

const environmentSchema = z.object({
  ...sharedVariables,
  HOST: variable(z.string().default('127.0.0.1')),
  API_PORT: variable(port.default(3333)),
  DATABASE_KIND: variable(z.enum(['embedded', 'server']).default('server')),
  /** Most photographs of one call of a model. */
  INFERENCE_BATCH_SIZE: variable(whole(1, 256).default(32)),
  /** How long a question waits for others to share its call [ms]. */
  INFERENCE_BATCH_WAIT_MS: variable(whole(0, 1000).default(5)),
  /** Loaded models that are kept, by number and by the size of their files [MB]. */
  MODEL_CACHE_COUNT: variable(whole(1, 1000).default(4)),
  MODEL_CACHE_MB: variable(whole(1, 1_000_000).default(512)),
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
  readonly batches: BatchBounds;
  readonly cache: CacheBounds;
  readonly logLevel: string;
  readonly version: string;
}

/**
 * Reads the settings from environment variables; a blank one counts as absent.
 *
 * @throws Error that names the variable, what was expected and what was received
 */
export function readConfig(environment: Environment): Config {
  const data = readEnvironment(environmentSchema, environment);
  return {
    host: data.HOST,
    port: data.API_PORT,
    exposed: !isLoopback(data.HOST),
    dataDirectory: path.resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    databaseKind: data.DATABASE_KIND,
    redisUrl: data.REDIS_URL,
    batches: { size: data.INFERENCE_BATCH_SIZE, waitMs: data.INFERENCE_BATCH_WAIT_MS },
    cache: { models: data.MODEL_CACHE_COUNT, bytes: data.MODEL_CACHE_MB * 2 ** 20 },
    logLevel: data.LOG_LEVEL,
    version: readVersion(),
  };
}

/** The version of the workspace, as the api says it in `GET /system`. */
export function readVersion(): string {
  const manifest = path.join(import.meta.dirname, '../../../package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(fs.readFileSync(manifest, 'utf8'))).version;
}
