import { AppError } from '@millwright/contracts';

const loopbackNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a path belongs to the api behind the portal.
 *
 * @param {string} url - path and query
 */
export const isForApi = (url) => /^\/(api|v2)([/?]|$)/.test(url);

/**
 * The rules that keep web pages elsewhere out: the name in `Host` must be this machine's (a foreign name that points
 * here is an attempt to rebind it), and what changes something, or reads the api from a script, must come from a page
 * of the portal itself. With HOST set, any name is served and the access key decides.
 *
 * @param {{ method: string, url: string, headers: Readonly<Record<string, string | string[] | undefined>> }} request
 * @param {{ exposed: boolean }} config
 * @returns {AppError | null} `access.host`, `access.origin`, or null where the request may go on
 */
export function refusal(request, { exposed }) {
  const host = single(request.headers.host);
  if (!exposed && !loopbackNames.test(host.replace(/:\d+$/, '')))
    return new AppError('access.host', { host });
  const origin = single(request.headers.origin);
  if (origin !== '' && mustBeOurs(request) && hostOf(origin) !== host.toLowerCase())
    return new AppError('access.origin', { origin });
  if (isForApi(request.url) && comesFromElsewhere(request.headers))
    return new AppError('access.origin', { origin: origin || 'another site' });
  return null;
}

/** @param {{ method: string, url: string, headers: Readonly<Record<string, string | string[] | undefined>> }} request */
function mustBeOurs({ method, url, headers }) {
  return !safeMethods.has(method) || isForApi(url) || single(headers.accept).includes('text/event-stream');
}

/**
 * Browsers say which kind of page asks. Following a link to a document is harmless; a script, a form or a picture of
 * another site is not.
 *
 * @param {Readonly<Record<string, string | string[] | undefined>>} headers
 */
function comesFromElsewhere(headers) {
  const site = single(headers['sec-fetch-site']);
  return (site === 'cross-site' || site === 'same-site') && single(headers['sec-fetch-mode']) !== 'navigate';
}

/** @param {string | string[] | undefined} value */
const single = (value) => (Array.isArray(value) ? value.join(',') : (value ?? ''));

/** @param {string} origin */
const hostOf = (origin) => (URL.canParse(origin) ? new URL(origin).host : null);
