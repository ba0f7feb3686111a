import fs from 'node:fs';
import path from 'node:path';
import {
  readEnvironment,
  roleSchema,
  sharedVariables,
  variable,
  type Environment,
  type Role,
} from '@millwright/contracts';
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
  /** Where people reach the portal: links and the plant's provider lead there. */
  PUBLIC_URL: variable(z.url({ protocol: /^https?$/ }).default('http://localhost:3000')),
  /** The plant's provider of sign-ins (OpenID Connect). */
  OIDC_ISSUER: variable(z.url({ protocol: /^https?$/ }).optional()),
  OIDC_CLIENT_ID: variable(z.string().optional()),
  OIDC_CLIENT_SECRET: variable(z.string().optional()),
  /** What its button is called. */
  OIDC_NAME: variable(z.string().max(40).default('OpenID Connect')),
  /** What somebody may do who signs in there for the first time; nothing where it is absent. */
  OIDC_DEFAULT_ROLE: variable(roleSchema.optional()),
});

/** The plant's provider of sign-ins. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly name: string;
  readonly defaultRole: Role | undefined;
}

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
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly provider: Provider | undefined;
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
    publicUrl: new URL(data.PUBLIC_URL).href.replace(/\/$/, ''),
    provider: providerOf(data),
    webhookHosts: data.WEBHOOK_ALLOWED_HOSTS,
    deleteWaitDays: data.DELETE_WAIT_DAYS,
    logLevel: data.LOG_LEVEL,
    version: readVersion(),
  };
}

function providerOf(data: z.output<typeof environmentSchema>): Provider | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = data;
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer === undefined) throw new Error('OIDC_ISSUER: expected with OIDC_CLIENT_ID, received nothing');
  if (clientId === undefined) throw new Error('OIDC_CLIENT_ID: expected with OIDC_ISSUER, received nothing');
  const rest = {
    clientSecret: data.OIDC_CLIENT_SECRET,
    name: data.OIDC_NAME,
    defaultRole: data.OIDC_DEFAULT_ROLE,
  };
  return { issuer, clientId, ...rest };
}

/** The version of the workspace, as the api says it in `GET /system`. */
export function readVersion(): string {
  const manifest = path.join(import.meta.dirname, '../../../package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(fs.readFileSync(manifest, 'utf8'))).version;
}
