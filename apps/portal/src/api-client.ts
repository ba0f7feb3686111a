import { ApiFailure, createClient, failure, failureIn } from '@millwright/client';
import type { Locale } from '@millwright/contracts';
import type { z } from 'zod';

export { ApiFailure, failure };

export type QueryValues = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: QueryValues;
  /** Sent as JSON, or as it is where it is a form with files. */
  readonly body?: unknown;
  /** Path of what is edited: refused where somebody changed it since this page read it. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

/** Asks the api and gives back what the contract says, in the language of the page. */
export type Api = <T>(schema: z.ZodType<T>, path: string, options?: CallOptions) => Promise<T>;

export const languageTag = (locale: Locale): string => (locale === 'zh' ? 'zh-CN' : 'en');

/** Address of something of the api; absent values of `query` are left out. */
export function apiAddress(path: string, query: QueryValues = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`;
}

/** Path of parts that may hold any script, `/datasets/铸件`. */
export const pathOf = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => `/${encodeURIComponent(part)}`).join('');

/** ETags of what this page read last, by language and path. */
const readTags = new Map<string, string>();
/** Pages are left long before they read so much. */
const mostTags = 2000;

function rememberTag(place: string, tag: string | null): void {
  if (readTags.size >= mostTags) readTags.clear();
  if (tag === null) readTags.delete(place);
  else readTags.set(place, tag);
}

/** The portal's server stands before the api, so it lies where the page came from. */
const origin = (): string => globalThis.location?.origin ?? 'http://localhost';

/**
 * The api by path and contract: what is shown is parsed, because a page may be older than the api behind it.
 *
 * @param send - stands in for `fetch`
 * @throws ApiFailure where the api refuses, is away, or answers outside its contract
 */
export function apiFor(locale: Locale, send: typeof fetch = (...given) => fetch(...given)): Api {
  return async (schema, path, { method = 'GET', ifMatch, ...asked } = {}) => {
    const tag = ifMatch === undefined ? undefined : readTags.get(`${locale} ${ifMatch}`);
    const isWhole = method === 'GET' && asked.query === undefined;
    const remembering: typeof fetch = async (...given) => {
      const response = await send(...given);
      if (isWhole && response.ok) rememberTag(`${locale} ${path}`, response.headers.get('etag'));
      return response;
    };
    const client = createClient({ url: origin(), locale, fetch: remembering });
    const headers: Record<string, string> = tag === undefined ? {} : { 'if-match': tag };
    const answer = await client
      .ask(method, `/api/v1${path}`, { ...asked, headers })
      .catch((error: unknown) => {
        throw isAway(error) ? failure('service.unavailable', {}, locale) : error;
      });
    return byContract(schema, answer, path, locale);
  };
}

/** Nobody answered, or somebody who is not the api. */
const isAway = (error: unknown): boolean =>
  error instanceof ApiFailure && (error.code === 'api.unreachable' || error.code === 'response.invalid');

/**
 * The text of an answer by its contract.
 *
 * @throws ApiFailure with the problem that was sent, `service.unavailable` or `response.invalid`
 */
export function readAnswer<T>(
  schema: z.ZodType<T>,
  path: string,
  locale: Locale,
  { status, text }: { status: number; text: string },
): T {
  const answer = parseJson(text);
  if (status >= 200 && status < 300) return byContract(schema, answer, path, locale);
  const refused = failureIn(answer, { status, path, locale });
  throw isAway(refused) ? failure('service.unavailable', {}, locale) : refused;
}

function byContract<T>(schema: z.ZodType<T>, answer: unknown, path: string, locale: Locale): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const reason = `${issue.path.join('.') || 'body'}: ${issue.message}`;
  throw failure('response.invalid', { path, reason }, locale);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
