import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@millwright/contracts';

const loopbackName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * The rules that keep web pages elsewhere out. Without HOST only this machine's names are served: another name that
 * points here is an attempt to rebind it. A page may call where it comes from this machine (with HOST: from the very
 * address it calls, or from the portal, which passes its own address on in `x-forwarded-host`). Pages cannot set that
 * header on a request to elsewhere without asking first, and the api never agrees to such a question (no CORS).
 *
 * @returns `access.host`, `access.origin`, or null where the request may go on
 */
export function refusal(headers: IncomingHttpHeaders, exposed: boolean): AppError | null {
  const host = headers.host ?? '';
  const forwarded = single(headers['x-forwarded-host']);
  const stranger = [host, forwarded || host].find((name) => !isLoopback(name));
  if (!exposed && stranger !== undefined) return new AppError('access.host', { host: stranger || '-' });
  return originRefusal(headers, exposed, [host, forwarded]);
}

function originRefusal(
  headers: IncomingHttpHeaders,
  exposed: boolean,
  own: readonly string[],
): AppError | null {
  const { origin } = headers;
  if (origin !== undefined) {
    const from = URL.canParse(origin) ? new URL(origin).host : '';
    const isWelcome =
      from !== '' && (own.some((host) => sameHost(host, from)) || (!exposed && isLoopback(from)));
    return isWelcome ? null : new AppError('access.origin', { origin });
  }
  // A picture, a frame or a link of another site sends no Origin; browsers say so in these headers.
  const isElsewhere = single(headers['sec-fetch-site']) === 'cross-site';
  const isFollowedLink = single(headers['sec-fetch-mode']) === 'navigate';
  return isElsewhere && !isFollowedLink ? new AppError('access.origin', { origin: 'another site' }) : null;
}

/** Whether `name[:port]` means this machine. */
const isLoopback = (host: string): boolean => loopbackName.test(host.replace(/:\d+$/, ''));
const sameHost = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
const single = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(',') : (value ?? '');
