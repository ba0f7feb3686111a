import { createHash } from 'node:crypto';

/** A strong tag of an answer: another byte, another tag. */
export const entityTag = (body: string | Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

/** The tag that a `GET` gives this view under. */
export const entityTagOf = (view: unknown): string => entityTag(JSON.stringify(view));

/** One or more tags in quotes, weak ones marked with `W/`. */
const list = /^\s*(W\/)?"[\x21\x23-\x7e]*"(\s*,\s*(W\/)?"[\x21\x23-\x7e]*")*\s*$/;

/**
 * The strong tags that `If-Match` names, `'*'` where any will do, null where the header is none. Weak tags are dropped:
 * they never match.
 *
 * @see RFC 9110, 13.1.1
 */
export function tagsIn(header: string): string[] | '*' | null {
  if (header.trim() === '*') return '*';
  if (!list.test(header)) return null;
  return [...header.matchAll(/(W\/)?("[^"]*")/g)].flatMap(([, weak, tag]) => (weak ? [] : [tag]));
}
