import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '@millwright/contracts';

const [ivBytes, tagBytes] = [12, 16];
const form = 'v1.';

/** A new secret in the form of the Standard Webhooks specification, of 256 random bits. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Seals secrets, so that a copy of the database alone is no use to whoever wants to sign. */
export class SecretBox {
  readonly #key: Buffer;

  /** @param key - text of a key file */
  constructor(key: string) {
    this.#key = Buffer.from(hkdfSync('sha256', key, '', 'secrets of webhooks', 32));
  }

  /** Seals with AES-256-GCM, for one subscription alone: put elsewhere it cannot be opened. */
  seal(webhook: string, secret: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(webhook));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return form + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @throws AppError `webhook.secret` where it was sealed with another key, for another subscription, or was changed */
  open(webhook: string, sealed: string): string {
    try {
      const bytes = Buffer.from(sealed.slice(form.length), 'base64');
      const iv = bytes.subarray(0, ivBytes);
      const options = { authTagLength: tagBytes };
      const decipher = createDecipheriv('aes-256-gcm', this.#key, iv, options)
        .setAAD(Buffer.from(webhook))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw new AppError('webhook.secret', {}, { cause });
    }
  }
}

/**
 * Reads `webhook-key` in the data directory; makes it at the first start, readable by its owner alone. Api and worker may
 * start together: both get the key of the faster one.
 */
export function openSecretBox(dataDirectory: string): SecretBox {
  fs.mkdirSync(dataDirectory, { recursive: true });
  const file = path.join(dataDirectory, 'webhook-key');
  if (!fs.existsSync(file)) placeNewKey(file);
  const key = fs.readFileSync(file, 'utf8').trim();
  if (key.length < 20)
    throw new Error(
      `${file}: expected a key of 20 characters or more; put the file of before back, or delete it and rotate all secrets`,
    );
  return new SecretBox(key);
}

/** Written under another name first, so that nobody reads half a key; a link never replaces a key that is there. */
function placeNewKey(file: string): void {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  fs.writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    fs.linkSync(draft, file);
  } catch {
    if (!fs.existsSync(file)) fs.renameSync(draft, file); // a file system without links
  } finally {
    fs.rmSync(draft, { force: true });
  }
}
