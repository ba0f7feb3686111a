import { z } from 'zod';

/** The variables a process is started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

const blankIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);

/** A variable as its schema reads it; a blank one counts as absent. */
export const variable = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema);

/** What every process of the product is told: where its data lies, and how it reaches the others. */
export const sharedVariables = {
  DATA_DIR: variable(z.string().default('data')),
  DATABASE_URL: variable(
    z
      .string('expected the address of a PostgreSQL database')
      .regex(/^postgres(ql)?:\/\//, 'expected postgresql://…'),
  ),
  REDIS_URL: variable(
    z
      .string()
      .regex(/^rediss?:\/\//, 'expected redis://…')
      .optional(),
  ),
  /** Hosts that webhooks are sent to although they lie inside: names or addresses, separated by commas. */
  WEBHOOK_ALLOWED_HOSTS: variable(
    z
      .string()
      .default('')
      .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
      .transform((hosts) => hosts.filter((host) => host !== ''))
      .pipe(
        z.array(
          z
            .string()
            .regex(/^([^\s/@:]+|\[?[\da-f:.]+\]?)$/, 'expected hosts such as erp.plant.local,10.1.2.3'),
        ),
      ),
  ),
  /** How long what was deleted can be restored [days]; 0 deletes at once. */
  DELETE_WAIT_DAYS: variable(z.coerce.number().min(0).max(3650).default(7)),
  LOG_LEVEL: variable(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info')),
} as const;

/**
 * A line of a log without what opens doors: passwords in addresses, and the values of fields and headers that carry
 * keys. Whoever logs leaves them out; this is for the messages of others.
 */
export const withoutSecrets = (line: string): string =>
  line
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"\\]*:)[^\s@/"\\]+@/gi, '$1***@')
    .replace(/\bwhsec_[\w+/=-]+/g, 'whsec_***')
    .replace(
      secretField,
      (_, name: string, value: string) => `${name}${value.startsWith('\\') ? '\\"***\\"' : '"***"'}`,
    );

/** A field by one of these names with its value: a list, a text, or (in a text that is JSON itself) an escaped one. */
const secretField =
  /(\\?"(?:x-api-key|authorization|cookie|set-cookie|password|secret|access-?key|api-?key|token)\\?"\s*:\s*)(\[[^\]]*\]|\\"(?:(?!\\").)*\\"|"(?:[^"\\]|\\.)*")/gi;

function complaint(issue: z.core.$ZodIssue, environment: Environment): string {
  const name = String(issue.path[0]);
  // An address may carry a password, so only what is no address is repeated.
  const received = name.endsWith('_URL')
    ? environment[name]
      ? 'another text'
      : 'nothing'
    : environment[name];
  return `${name}: ${issue.message}, received ${received}`;
}

/**
 * The settings of a process, read once at its start.
 *
 * @throws Error that names each wrong variable, what was expected and what was received
 */
export function readEnvironment<T>(schema: z.ZodType<T>, environment: Environment): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => complaint(issue, environment)).join('\n'));
}
