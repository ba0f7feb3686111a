import fs from 'node:fs';
import path from 'node:path';
import type { Locale } from '@millwright/contracts';

/** What a command knows of where it runs. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

export interface Address {
  readonly url: URL;
  readonly key: string | undefined;
  /** The key was not given: it lay in a data directory, perhaps of another installation. */
  readonly keyWasFound?: boolean;
}

/** Language of the words: `--lang`, else `LC_ALL`, `LC_MESSAGES`, `LANG` in the order in which POSIX asks them. */
export function languageOf(argv: readonly string[], env: Surroundings['env']): Locale {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const chosen = at < 0 ? undefined : (argv[at].split('=')[1] ?? argv[at + 1]);
  const word = chosen ?? (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'en');
  return /^zh/i.test(word) ? 'zh' : 'en';
}

const workspace = path.join(import.meta.dirname, '../../..');
const isLoopback = (url: URL): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);

/**
 * Where the api is and the key for it: `MILLWRIGHT_URL` and `MILLWRIGHT_API_KEY`; for an api on this machine else the
 * key in its data directory (`DATA_DIR`, or `data` here or in the workspace). A key is never sent to another machine
 * unasked.
 *
 * @throws Error where the address is none
 */
export function findApi({ env, cwd }: Pick<Surroundings, 'env' | 'cwd'>): Address {
  const address = env['MILLWRIGHT_URL'] || 'http://localhost:3333';
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw new Error(`MILLWRIGHT_URL: expected an address such as http://localhost:3333, received ${address}`);
  const url = new URL(address);
  if (env['MILLWRIGHT_API_KEY']) return { url, key: env['MILLWRIGHT_API_KEY'] };
  const found = isLoopback(url) ? localKey(env['DATA_DIR'], cwd) : undefined;
  return { url, key: found, keyWasFound: found !== undefined };
}

function localKey(dataDirectory: string | undefined, cwd: string): string | undefined {
  const places = dataDirectory
    ? [path.resolve(cwd, dataDirectory), path.resolve(workspace, dataDirectory)]
    : [path.join(cwd, 'data'), path.join(workspace, 'data')];
  for (const place of places) {
    const key = readKey(path.join(place, 'access-key'));
    if (key) return key;
  }
  return undefined;
}

/** Nothing where there is no key, or where it belongs to somebody else. */
function readKey(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
