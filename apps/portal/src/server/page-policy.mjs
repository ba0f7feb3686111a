import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const inlineScript = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi;

/**
 * Content-Security-Policy sources of the inline scripts of a page, such as `'sha256-…'`.
 *
 * @param {string} html
 * @see Content Security Policy Level 3, section 8.4
 */
export const inlineScriptHashes = (html) =>
  new Set(
    [...html.matchAll(inlineScript)].map(
      ([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    ),
  );

/**
 * @typedef {object} BuiltScripts
 * @property {ReadonlyMap<string, ReadonlySet<string>>} pages - address to hashes, of the pages made at build time
 * @property {ReadonlySet<string>} everywhere - of what every page has, and of the pages that say what went wrong
 */

/** @type {BuiltScripts} */
export const noScripts = { pages: new Map(), everywhere: new Set() };

/**
 * Hashes of the inline scripts that the portal was built with: nothing that a request or a person brought in is among
 * them.
 *
 * @param {string} folder - where the built pages lie, `.next/server/app`
 * @returns {BuiltScripts}
 */
export function builtScripts(folder) {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = new Map(
    names
      .filter((name) => name.endsWith('.html'))
      .map((name) => [
        `/${name.slice(0, -'.html'.length).replaceAll(path.sep, '/')}`,
        inlineScriptHashes(fs.readFileSync(path.join(folder, name), 'utf8')),
      ]),
  );
  const plain = [...pages].filter(([address]) => !address.startsWith('/_')).map(([, hashes]) => hashes);
  const shared = [...(plain[0] ?? [])].filter((hash) => plain.every((hashes) => hashes.has(hash)));
  const failures = [...pages]
    .filter(([address]) => address.startsWith('/_'))
    .flatMap(([, hashes]) => [...hashes]);
  return { pages, everywhere: new Set([...shared, ...failures]) };
}

/**
 * What a page may do: run the portal's own files, the inline scripts it was built with and, where it is made for this
 * one request, those that carry its nonce; load nothing from elsewhere; be framed by nobody. Styles stay open: the
 * components set them inline.
 *
 * @param {BuiltScripts} built
 * @param {string} url - path and query of the request
 */
export function pagePolicy({ pages, everywhere }, url) {
  const hashes = pages.get(url.replace(/[?#].*$/, ''));
  const nonce = `'nonce-${randomBytes(16).toString('base64')}'`;
  return [
    "default-src 'self'",
    ["script-src 'self'", ...(hashes ?? [nonce, ...everywhere])].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}
