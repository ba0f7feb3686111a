import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import {
  platformEventSchema,
  problemSchema,
  sessionSchema,
  type Locale,
  type PlatformEvent,
} from '@millwright/contracts';
import type { z } from 'zod';
import { Failure } from './failure.ts';
import type { Form } from './form.ts';
import type { Address } from './surroundings.ts';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readable;
}

/** The api over HTTP. Answers are parsed with the contract they promise; problems become {@link Failure}. */
export class Api {
  constructor(
    private readonly address: Address,
    readonly locale: Locale,
  ) {}

  get<T extends z.ZodType>(path: string, schema: T, query: Query = {}): Promise<z.output<T>> {
    return this.ask({ method: 'GET', path: path + queryText(query) }, schema);
  }

  delete<T extends z.ZodType>(path: string, schema: T, query: Query = {}): Promise<z.output<T>> {
    return this.ask({ method: 'DELETE', path: path + queryText(query) }, schema);
  }

  send<T extends z.ZodType>(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    schema: T,
  ): Promise<z.output<T>> {
    const headers = { 'content-type': 'application/json' };
    return this.ask({ method, path, headers, body: Readable.from([JSON.stringify(body)]) }, schema);
  }

  /** Sends a multipart form as a stream: no file is ever whole in memory. */
  upload<T extends z.ZodType>(path: string, form: Form, schema: T): Promise<z.output<T>> {
    const headers = { 'content-type': form.contentType };
    return this.ask({ method: 'POST', path, headers, body: Readable.from(form.bytes()) }, schema);
  }

  /** Bytes of an answer into a file, which is there whole or not at all; returns how many. */
  async download(path: string, file: string): Promise<number> {
    const part = `${file}.part`;
    try {
      await pipeline(await this.call({ method: 'GET', path }), fs.createWriteStream(part));
      fs.renameSync(part, file);
      return fs.statSync(file).size;
    } catch (error) {
      fs.rmSync(part, { force: true });
      throw error;
    }
  }

  /** Server-sent events until the api ends the stream. */
  async *events(path: string): AsyncGenerator<PlatformEvent> {
    const response = await this.call({ method: 'GET', path, headers: { accept: 'text/event-stream' } });
    let rest = '';
    for await (const chunk of response.setEncoding('utf8')) {
      const blocks = (rest + String(chunk)).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block.split('\n').filter((line) => line.startsWith('data: '));
        if (data.length > 0)
          yield platformEventSchema.parse(JSON.parse(data.map((line) => line.slice(6)).join('\n')));
      }
    }
  }

  private async ask<T extends z.ZodType>(call: Call, schema: T): Promise<z.output<T>> {
    const body = await text(await this.call(call));
    const parsed = schema.safeParse(body === '' ? undefined : parseJson(body));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const reason = `${issue.path.join('.')}: ${issue.message}`;
    throw Failure.of('response.invalid', { path: call.path, reason }, this.locale);
  }

  private async call(call: Call): Promise<http.IncomingMessage> {
    const response = await this.request(call);
    if ((response.statusCode ?? 500) < 400) return response;
    const problem = problemSchema.safeParse(parseJson(await text(response)));
    const reason = `HTTP ${response.statusCode}`;
    if (!problem.success) throw Failure.of('response.invalid', { path: call.path, reason }, this.locale);
    const { code, detail, hint, errors } = problem.data;
    throw new Failure({ code, message: detail, hint }, errors);
  }

  /** An api that refuses an upload half way answers before all of it is sent; that answer counts. */
  private request({ method, path, headers, body }: Call): Promise<http.IncomingMessage> {
    const { url, key } = this.address;
    const open = url.protocol === 'https:' ? https.request : http.request;
    return new Promise((resolve, reject) => {
      const request = open(new URL(path, url), {
        method,
        headers: { 'accept-language': this.locale, ...(key ? { 'x-api-key': key } : {}), ...headers },
      });
      request.once('response', resolve);
      request.once('error', (error) => reject(this.unreachable(error)));
      if (body)
        pipeline(body, request).catch((error: unknown) =>
          reject(error instanceof Failure ? error : this.unreachable(error)),
        );
      else request.end();
    });
  }

  private unreachable(error: unknown): Failure {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code ?? message;
    return Failure.of('api.unreachable', { url: this.address.url.origin, reason }, this.locale);
  }
}

/**
 * The api at an address. A key that was found lying about is brought along only where one is asked for: it may be
 * another installation's.
 */
export async function openApi(address: Address, locale: Locale): Promise<Api> {
  if (!address.keyWasFound) return new Api(address, locale);
  const without = new Api({ url: address.url, key: undefined }, locale);
  const { keyRequired } = await without.get(v1('session'), sessionSchema);
  return keyRequired ? new Api(address, locale) : without;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function queryText(query: Query): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  return asked.size === 0 ? '' : `?${asked.toString()}`;
}

/** The path of something under `/api/v1`, each part encoded. */
export const v1 = (...parts: (string | number)[]): string =>
  `/api/v1/${parts.map((part) => encodeURIComponent(part)).join('/')}`;
