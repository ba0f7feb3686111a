import { lookup as resolveName, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { AppError, type ItemProblem } from '@millwright/contracts';
import { hostOf, isNamed, isOpenAddress, refuseInside } from './open-address.ts';

/** Most of an answer that is read [bytes]. */
const mostRead = 1024;

/** All addresses of a name, as the operating system knows them. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

const resolveByHost: Resolve = (host) =>
  new Promise((resolve, reject) =>
    resolveName(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses))),
  );

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SendOptions {
  /** Hosts that may lie inside. */
  readonly allowedHosts: readonly string[];
  /** For all of it, from the name to the end of the answer. */
  readonly seconds: number;
  /** Ends it at once; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly resolve?: Resolve;
}

export interface Sent {
  readonly status: number | null;
  /** First bytes of the answer. */
  readonly answer: string | null;
  readonly error: ItemProblem | null;
}

/**
 * Posts to an address that somebody else chose: never to one inside (the address that was looked at is the one that is
 * connected to), never where a redirect leads, within a time, reading no more than a kilobyte.
 */
export async function send(post: Post, options: SendOptions): Promise<Sent> {
  const { allowedHosts, seconds, signal } = options;
  const host = hostOf(post.url);
  const deadline = AbortSignal.timeout(seconds * 1000);
  const ending = signal ? AbortSignal.any([deadline, signal]) : deadline;
  try {
    refuseInside(post.url, allowedHosts); // the resolver is not asked about numbers
    const { status, answer } = await ask(post, guardedLookup(host, options), ending);
    return { status, answer, error: problemOf(status, host) };
  } catch (error) {
    signal?.throwIfAborted();
    const failure = deadline.aborted
      ? new AppError('webhook.timeout', { host, seconds })
      : failureOf(error, host);
    return { status: null, answer: null, error: { code: failure.code, params: failure.params } };
  }
}

/** Resolves a name and refuses it where any of its addresses lies inside. */
function guardedLookup(host: string, { allowedHosts, resolve = resolveByHost }: SendOptions): LookupFunction {
  const addressesOf = async (): Promise<LookupAddress[]> => {
    const addresses = await resolve(host).catch((error: NodeJS.ErrnoException) => {
      throw new AppError('webhook.unresolved', { host, reason: error.code ?? error.message });
    });
    if (addresses.length === 0) throw new AppError('webhook.unresolved', { host, reason: 'ENODATA' });
    if (!isNamed(host, allowedHosts) && !addresses.every(({ address }) => isOpenAddress(address)))
      throw new AppError('webhook.address', { host });
    return addresses;
  };
  return (_name, { all }, callback) => {
    addressesOf().then(
      (addresses) =>
        all ? callback(null, addresses) : callback(null, addresses[0].address, addresses[0].family),
      (error: Error) => callback(error, []),
    );
  };
}

function ask(
  { url, headers, body }: Post,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<{ status: number; answer: string }> {
  return new Promise((resolve, reject) => {
    const { request: open } = url.startsWith('https:') ? https : http;
    // A connection of its own: one that was kept would pass the lookup by.
    const request = open(url, { method: 'POST', headers, agent: false, lookup, signal });
    request.on('error', reject);
    request.once('response', (response) => {
      request.off('error', reject).on('error', () => undefined); // its status has come, and that decides
      startOf(response).then((answer) => {
        request.destroy();
        resolve({ status: response.statusCode ?? 0, answer });
      }, reject);
    });
    request.end(body);
  });
}

/** The first bytes as text; what is cut off, by us or by the other side, counts as far as it came. */
function startOf(response: http.IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const done = () => {
      const text = Buffer.concat(chunks).subarray(0, mostRead).toString('utf8');
      resolve(text.replaceAll('\0', '�')); // PostgreSQL keeps no NUL in texts
    };
    response.on('error', done).once('end', done).once('close', done);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= mostRead) response.destroy();
    });
  });
}

function problemOf(status: number, host: string): ItemProblem | null {
  if (status >= 200 && status < 300) return null;
  if (status === 410) return { code: 'webhook.gone', params: { host } };
  const code = status >= 300 && status < 400 ? 'webhook.redirect' : 'webhook.refused';
  return { code, params: { host, status } };
}

function failureOf(error: unknown, host: string): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new AppError('webhook.connection', { host, reason: code ?? message });
}
