import { readConfig } from './config.mjs';

describe('readConfig', () => {
  it('listens on this machine alone by default', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000, exposed: false, dev: false });
  });

  it('knows that HOST opens it to other machines, and that a loopback HOST does not', () => {
    expect(readConfig({ HOST: '0.0.0.0' }).exposed).toBe(true);
    expect(readConfig({ HOST: 'localhost' }).exposed).toBe(false);
  });

  it.each([
    [{ PORT: 'many' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ API_URL: 'nowhere' }, 'API_URL'],
  ])('names the variable that is wrong in %o', (env, name) => {
    expect(() => readConfig(env)).toThrow(name);
  });
});
