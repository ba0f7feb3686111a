import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const sessionSeconds = 30 * 24 * 3600;

/**
 * The one key of this installation and the sessions made from it. A session is the time it ends and a signature by the
 * key: nothing is stored, sessions live through restarts, and a new key ends them all.
 */
export class AccessKey {
  static readonly cookie = 'millwright_session';
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** Takes the same time whatever is handed over. */
  isKey(candidate: string): boolean {
    return equalInConstantTime(candidate, this.#key);
  }

  /** @returns the value of the session cookie and how long it counts [s] */
  newSession(now = Date.now()): { value: string; seconds: number } {
    const ends = Math.floor(now / 1000) + sessionSeconds;
    return { value: `${ends}.${this.#sign(ends)}`, seconds: sessionSeconds };
  }

  isSession(value: string, now = Date.now()): boolean {
    const [ends, signature = ''] = value.split('.');
    return equalInConstantTime(signature, this.#sign(Number(ends))) && Number(ends) * 1000 > now;
  }

  /** A secret for one purpose, always the same until there is a new key. */
  secretFor(purpose: string): string {
    return createHmac('sha256', this.#key).update(`secret ${purpose}`).digest('base64url');
  }

  isSecretFor(purpose: string, candidate: string): boolean {
    return equalInConstantTime(candidate, this.secretFor(purpose));
  }

  #sign(ends: number): string {
    return createHmac('sha256', this.#key).update(`session ${ends}`).digest('base64url');
  }
}

const equalInConstantTime = (left: string, right: string): boolean =>
  timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());

/**
 * Reads `access-key` in the data directory; makes it at the first start, readable by its owner alone. Two processes
 * that start together agree on the key of the faster one.
 */
export function openAccessKey(dataDirectory: string): AccessKey {
  fs.mkdirSync(dataDirectory, { recursive: true });
  const file = path.join(dataDirectory, 'access-key');
  if (!fs.existsSync(file)) placeNewKey(file);
  const key = fs.readFileSync(file, 'utf8').trim();
  if (key.length < 20)
    throw new Error(`${file}: expected a key of 20 characters or more; delete the file to get a new one`);
  return new AccessKey(key);
}

/**
 * Written under another name first, so that nobody ever reads half a key; a link never replaces an existing key. File
 * systems without links get a rename.
 */
function placeNewKey(file: string): void {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  fs.writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    fs.linkSync(draft, file);
  } catch {
    if (!fs.existsSync(file)) fs.renameSync(draft, file);
  } finally {
    fs.rmSync(draft, { force: true });
  }
}
