import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findApi, languageOf } from './surroundings.ts';

describe('languageOf', () => {
  it.each([
    [[], {}, 'en'],
    [[], { LANG: 'zh_CN.UTF-8' }, 'zh'],
    [[], { LANG: 'de_DE.UTF-8' }, 'en'],
    [[], { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    [['--lang', 'en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
    [['runs', 'list', '--lang=zh'], {}, 'zh'],
  ])('for %j in %j is %s', (argv, env, language) => expect(languageOf(argv, env)).toBe(language));
});

describe('findApi', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'surroundings-'));
    fs.mkdirSync(path.join(cwd, 'data'));
    fs.writeFileSync(path.join(cwd, 'data/access-key'), 'the-local-key\n');
  });
  afterEach(() => fs.rmSync(cwd, { recursive: true }));

  it('finds the key beside where it runs, for an api on this machine', () => {
    expect(findApi({ env: {}, cwd })).toEqual({
      url: new URL('http://localhost:3333'),
      key: 'the-local-key',
      keyWasFound: true,
    });
  });

  it('prefers the key it is given, and the data directory it is told', () => {
    expect(findApi({ env: { MILLWRIGHT_API_KEY: 'given' }, cwd }).key).toBe('given');
    expect(findApi({ env: { DATA_DIR: path.join(cwd, 'data') }, cwd: os.tmpdir() }).key).toBe(
      'the-local-key',
    );
  });

  it('never sends the key of this machine to another one', () => {
    expect(findApi({ env: { MILLWRIGHT_URL: 'https://mill.example' }, cwd }).key).toBeUndefined();
  });

  it('refuses an address that is none', () => {
    expect(() => findApi({ env: { MILLWRIGHT_URL: 'mill' }, cwd })).toThrow(/^MILLWRIGHT_URL: /);
  });
});
