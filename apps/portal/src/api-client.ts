import { AppError, problemOf, problemSchema, type ErrorParams, type Locale } from '@millwright/contracts';
import type { ErrorCode, Problem } from '@millwright/contracts';
import type { z } from 'zod';

/** What the api (or the way to it) refused, with words for people. */
export class ApiFailure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiFailure';
    this.problem = problem;
  }
}

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

/**
 * @param send - `fetch`; tests give their own
 * @throws ApiFailure where the api refuses, is away, or answers outside its contract
 */
export function apiFor(locale: Locale, send: typeof fetch = (input, init) => fetch(input, init)): Api {
  return async (schema, path, { method = 'GET', query, body, ifMatch, signal } = {}) => {
    const form = typeof FormData !== 'undefined' && body instanceof FormData;
    const headers: Record<string, string> = { 'accept-language': languageTag(locale) };
    if (body !== undefined && !form) headers['content-type'] = 'application/json';
    const tag = ifMatch === undefined ? undefined : readTags.get(`${locale} ${ifMatch}`);
    if (tag !== undefined) headers['if-match'] = tag;
    const init = { method, headers, signal, body: form ? body : JSON.stringify(body) };
    const response = await send(apiAddress(path, query), init).catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw failure('service.unavailable', {}, locale);
    });
    if (method === 'GET' && query === undefined && response.ok)
      rememberTag(`${locale} ${path}`, response.headers.get('etag'));
    return readAnswer(schema, path, locale, { ok: response.ok, text: await response.text() });
  };
}

/**
 * The answer by its contract.
 *
 * @throws ApiFailure with the problem that was sent, or `response.invalid`
 */
export function readAnswer<T>(
  schema: z.ZodType<T>,
  path: string,
  locale: Locale,
  { ok, text }: { ok: boolean; text: string },
): T {
  const parsed = ok ? schema.safeParse(parseJson(text)) : problemSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const reason = `${issue.path.join('.') || 'body'}: ${issue.message}`;
    throw failure(ok ? 'response.invalid' : 'service.unavailable', { path, reason }, locale);
  }
  if (!ok) throw new ApiFailure(parsed.data as Problem);
  return parsed.data as T;
}

/** A failure that the portal itself noticed. */
export function failure(code: ErrorCode, params: ErrorParams, locale: Locale): ApiFailure {
  return new ApiFailure(problemOf(new AppError(code, params), locale, '-'));
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
