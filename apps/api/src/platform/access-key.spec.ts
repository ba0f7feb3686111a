import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AccessKey, openAccessKey } from './access-key.ts';

describe('openAccessKey', () => {
  let directory: string;
  beforeEach(() => (directory = fs.mkdtempSync(path.join(os.tmpdir(), 'access-key-'))));
  afterEach(() => fs.rmSync(directory, { recursive: true }));
  const file = () => path.join(directory, 'access-key');

  it('makes a key at the first start that only its owner may read, and leaves nothing beside it', () => {
    openAccessKey(directory);
    expect(fs.readdirSync(directory)).toEqual(['access-key']);
    if (process.platform !== 'win32') expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
    // 32 random bytes in base64url take 43 characters
    expect(fs.readFileSync(file(), 'utf8')).toMatch(/^[\w-]{43}\n$/);
  });

  it('keeps the key of the start before', () => {
    openAccessKey(directory);
    const key = fs.readFileSync(file(), 'utf8').trim();
    expect(openAccessKey(directory).isKey(key)).toBe(true);
  });

  it('makes another key for another directory', () => {
    openAccessKey(directory);
    const key = fs.readFileSync(file(), 'utf8').trim();
    expect(openAccessKey(path.join(directory, 'other')).isKey(key)).toBe(false);
  });

  it('refuses a key file that was emptied', () => {
    fs.writeFileSync(file(), '');
    expect(() => openAccessKey(directory)).toThrow(/access-key/);
  });
});

describe('AccessKey', () => {
  const key = new AccessKey('a-key-of-more-than-twenty-characters');
  const day = 24 * 3600 * 1000;

  it('knows itself and nothing else', () => {
    expect(key.isKey('a-key-of-more-than-twenty-characters')).toBe(true);
    for (const other of ['', 'a-key', 'a-key-of-more-than-twenty-character5'])
      expect(key.isKey(other)).toBe(false);
  });

  it('makes sessions that count for thirty days', () => {
    const { value, seconds } = key.newSession(0);
    expect(seconds).toBe(30 * 24 * 3600);
    expect(key.isSession(value, 29 * day)).toBe(true);
    expect(key.isSession(value, 31 * day)).toBe(false);
  });

  it('does not carry the key in a session, nor take one that was prolonged or made with another key', () => {
    const { value } = key.newSession();
    expect(value).not.toContain('a-key');
    const [ends, signature] = value.split('.');
    expect(key.isSession(`${Number(ends) + 9999}.${signature}`)).toBe(false);
    expect(new AccessKey('another-key-of-twenty-characters').isSession(value)).toBe(false);
    for (const nonsense of ['', '.', 'x.y', '99999999999']) expect(key.isSession(nonsense)).toBe(false);
  });
});
