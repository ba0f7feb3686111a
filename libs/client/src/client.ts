import type { Locale, PlatformEvent } from '@millwright/contracts';
import openFetch from 'openapi-fetch';
import { eventsOf } from './events.ts';
import { ApiFailure, failure, failureIn } from './failure.ts';
import { formOf, type Fields, type FilesToSend } from './form.ts';
import type { paths } from './generated/api.ts';
import { routes } from './generated/routes.ts';
import type { AskOptions, Operations } from './operations.ts';

export interface ClientOptions {
  /** Where the api is, such as `http://localhost:3333`. */
  readonly url: string | URL;
  /** Of a service account, or the owner's; an api on this machine may not ask for one. */
  readonly key?: string | undefined;
  /** Language of what the api says to people. */
  readonly locale?: Locale;
  /** Stands in for the platform's. */
  readonly fetch?: typeof fetch;
}

/** A question whose address the caller has put together. */
export interface Asked extends AskOptions {
  readonly path?: Fields;
  readonly query?: Fields;
  readonly body?: unknown;
  readonly form?: Fields;
  readonly files?: FilesToSend;
}

export interface Client extends Operations {
  /** The JSON of any address: for a program that knows the path but not the operation. @throws ApiFailure */
  ask(method: string, path: string, question?: Asked): Promise<unknown>;
}

/** `openapi-fetch` where addresses come from a table at run time; what each takes is checked by {@link Operations}. */
type Send = (
  method: string,
  path: string,
  init: object,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/**
 * The api as functions. Each throws {@link ApiFailure} where the api refuses, is away, or answers with something else than
 * it promises.
 *
 * @example await createClient({ url: 'http://localhost:3333', key }).getRun({ path: { id } })
 */
export function createClient(options: ClientOptions): Client {
  const ask = asker(options);
  const answering = {
    json: async (method: string, path: string, asked: Asked) => (await ask(method, path, asked, 'json')).data,
    nothing: async (method: string, path: string, asked: Asked) =>
      void (await ask(method, path, asked, 'json')),
    bytes: async (method: string, path: string, asked: Asked) =>
      (await ask(method, path, asked, 'stream')).response,
    async *events(method: string, path: string, asked: Asked): AsyncGenerator<PlatformEvent> {
      const headers = { accept: 'text/event-stream', ...asked.headers };
      const { response } = await ask(method, path, { ...asked, headers }, 'stream');
      if (response.body) yield* eventsOf(response.body);
    },
  };
  const functions = Object.entries(routes).map(([id, { method, path, answer }]) => [
    id,
    (asked: Asked = {}) => answering[answer](method, path, asked),
  ]);
  const client = { ...(Object.fromEntries(functions) as Operations) };
  return Object.assign(client, {
    ask: (method: string, path: string, asked: Asked = {}) => answering.json(method, path, asked),
  });
}

type Ask = (
  method: string,
  path: string,
  asked: Asked,
  parseAs: 'json' | 'stream',
) => Promise<{ data?: unknown; response: Response }>;

function asker({ url, key, locale = 'en', fetch: send = (...given) => fetch(...given) }: ClientOptions): Ask {
  const { origin } = new URL(url);
  const api = openFetch<paths>({
    baseUrl: String(url),
    fetch: send,
    redirect: 'error', // the key would go along to wherever it leads
    headers: { 'accept-language': locale === 'zh' ? 'zh-CN' : locale, ...(key ? { 'x-api-key': key } : {}) },
  });
  const request = api.request as unknown as Send;
  return async (method, path, asked, parseAs) => {
    const form = asked.files ? formOf(asked.form ?? {}, asked.files) : undefined;
    try {
      const answer = await request(method, path, { ...initOf(asked, form), parseAs });
      if (answer.response.ok) return answer;
      throw failureIn(answer.error, { status: answer.response.status, path, locale });
    } catch (error) {
      if (error instanceof ApiFailure || asked.signal?.aborted) throw error;
      if (form?.failed() !== undefined) throw form.failed();
      if (error instanceof SyntaxError)
        throw failure('response.invalid', { path, reason: error.message }, locale, { cause: error });
      throw failure('api.unreachable', { url: origin, reason: reasonOf(error) }, locale, { cause: error });
    }
  };
}

function initOf(asked: Asked, form: ReturnType<typeof formOf> | undefined): object {
  const { path, query, body, signal, idempotencyKey, headers } = asked;
  const once = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  return {
    params: { path, query },
    headers: { ...once, ...form?.headers, ...headers },
    ...(signal && { signal }),
    ...(body !== undefined && { body }),
    // A stream says at the start that it will go on while the answer comes.
    ...(form && { body: form.body, bodySerializer: (whole: unknown) => whole, duplex: 'half' }),
  };
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown; message?: unknown }; message?: unknown };
  return String(cause?.code ?? cause?.message ?? message);
}
