import { isIP } from 'node:net';
import { AppError } from '@millwright/contracts';
import ipaddr from 'ipaddr.js';

/** Of public form, but answered by the machine's own host: WireServer of Azure, which gives out credentials. */
const metadata = ['168.63.129.16'];
/** All that was ever given out for use on the internet (IANA); what wraps or translates other addresses lies outside. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address lies on the open internet: not on this machine, in its network or its provider's, nor a form that
 * leads there by wrapping (mapped, translated or tunnelled addresses of version 4 in version 6).
 */
export function isOpenAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast' || metadata.includes(address.toString())) return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(globalUnicast);
}

/** The host of an address as it is compared: lower case, one form for numbers, no brackets, no dot at the end. */
export const hostOf = (url: string): string =>
  new URL(url).hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');

/** Says whether a host was allowed by name. @param allowed - as `WEBHOOK_ALLOWED_HOSTS` lists them */
export function isNamed(host: string, allowed: readonly string[]): boolean {
  const forms = allowed.map((entry) => `http://${isIP(entry) === 6 ? `[${entry}]` : entry}`);
  return forms.some((form) => URL.canParse(form) && hostOf(form) === host);
}

/**
 * Says early what cannot work: an address that is written as a number inside, or this machine's own name. Any other name
 * is looked at when it is resolved.
 *
 * @throws AppError `webhook.address`
 */
export function refuseInside(url: string, allowed: readonly string[]): void {
  const host = hostOf(url);
  if (isNamed(host, allowed)) return;
  const isInside = isIP(host) === 0 ? /(^|\.)localhost$/.test(host) : !isOpenAddress(host);
  if (isInside) throw new AppError('webhook.address', { host });
}

/**
 * An address that somebody entered, as it will be called.
 *
 * @throws AppError `webhook.url` where it is none for http or https, or holds a name, a password or a fragment;
 *   `webhook.address` as {@link refuseInside}
 */
export function destinationOf(text: string, allowed: readonly string[]): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isFit =
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.username + url.password + url.hash === '';
  // What may be a password is not repeated.
  if (!isFit) throw new AppError('webhook.url', { received: url?.protocol ?? `"${text.slice(0, 40)}"` });
  refuseInside(url.href, allowed);
  return url.href;
}
