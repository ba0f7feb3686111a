import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { newSecret, openSecretBox, SecretBox } from './secret-box.ts';

const [one, other] = ['019ab8f0-0000-7000-8000-000000000001', '019ab8f0-0000-7000-8000-000000000002'];

describe('SecretBox', () => {
  const box = new SecretBox('a-key-of-more-than-twenty-characters');

  it('opens what it sealed, and seals the same secret differently every time', () => {
    const secret = newSecret();
    const sealed = [box.seal(one, secret), box.seal(one, secret)];
    expect(sealed.map((text) => box.open(one, text))).toEqual([secret, secret]);
    expect(new Set(sealed).size).toBe(2);
    expect(sealed.join()).not.toContain(secret.slice(6, 20));
  });

  it('opens nothing that was sealed for another, with another key, or changed', () => {
    const sealed = box.seal(one, newSecret());
    const bytes = Buffer.from(sealed.slice(3), 'base64');
    const changed = [0, 12, 28, bytes.length - 1].map((at) => {
      const copy = Buffer.from(bytes);
      copy[at] ^= 1;
      return `v1.${copy.toString('base64')}`;
    });
    expect(() => box.open(other, sealed)).toThrow('sealed with another key');
    expect(() => new SecretBox('another-key-of-twenty-characters').open(one, sealed)).toThrow('webhook-key');
    for (const wrong of [...changed, '', 'v1.', 'v1.AAAA', sealed.slice(0, -8)])
      expect(() => box.open(one, wrong)).toThrow(expect.objectContaining({ code: 'webhook.secret' }));
  });
});

describe('a secret', () => {
  it('has 256 random bits in the form of the specification', () => {
    expect(newSecret()).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});

describe('openSecretBox', () => {
  let directory: string;
  beforeEach(() => (directory = fs.mkdtempSync(path.join(os.tmpdir(), 'webhook-key-'))));
  afterEach(() => fs.rmSync(directory, { recursive: true }));

  it('makes a key at the first start that only its owner may read, and keeps it', () => {
    const sealed = openSecretBox(directory).seal(one, 'whsec_x');
    expect(fs.readdirSync(directory)).toEqual(['webhook-key']);
    if (process.platform !== 'win32')
      expect(fs.statSync(path.join(directory, 'webhook-key')).mode & 0o777).toBe(0o600);
    expect(openSecretBox(directory).open(one, sealed)).toBe('whsec_x');
  });

  it('refuses a key file that was emptied, rather than sealing with nothing', () => {
    fs.writeFileSync(path.join(directory, 'webhook-key'), '');
    expect(() => openSecretBox(directory)).toThrow('rotate all secrets');
  });
});
