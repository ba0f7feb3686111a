import { readSettings } from './settings.mjs';

const names = [
  'PORT',
  'API_PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'REDIS_URL',
  'LANG',
  'LC_ALL',
  'LC_MESSAGES',
];

describe('the settings of npm start', () => {
  const before = { ...process.env };
  beforeEach(() => names.forEach((name) => delete process.env[name]));
  afterAll(() => Object.assign(process.env, before));
  const settings = (env: Record<string, string>) => {
    Object.assign(process.env, env);
    return readSettings();
  };

  it('have the defaults that the README names', () => {
    const { dataDir, ...rest } = settings({});
    expect(dataDir).toMatch(/[/\\]data$/);
    expect(rest).toEqual({
      port: 3000,
      apiPort: 3333,
      host: '127.0.0.1',
      databaseUrl: undefined,
      redisUrl: undefined,
      apiUrl: 'http://127.0.0.1:3333',
      portalUrl: 'http://127.0.0.1:3000',
    });
  });

  it('treat a blank variable as absent', () => {
    expect(settings({ PORT: '', HOST: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
    });
  });

  it('reach what listens everywhere at the loopback address, and a named address at its name', () => {
    expect(settings({ HOST: '0.0.0.0' }).apiUrl).toBe('http://127.0.0.1:3333');
    expect(settings({ HOST: '10.1.2.3' }).apiUrl).toBe('http://10.1.2.3:3333');
    expect(settings({ HOST: 'fd00::1' }).apiUrl).toBe('http://[fd00::1]:3333');
  });

  it.each([
    [{ PORT: '0' }, /^PORT: expected a port from 1 to 65535, received "0"/],
    [{ API_PORT: '3333.5' }, /^API_PORT: expected a port/],
    [{ PORT: '4000', API_PORT: '4000' }, /^PORT and API_PORT are both 4000/],
    [{ DATABASE_URL: 'mysql://somewhere' }, /^DATABASE_URL: expected an address like postgresql:/],
    [{ REDIS_URL: 'localhost:6379' }, /^REDIS_URL: expected an address like redis:/],
  ])('refuse %j by the name of the variable', (env: Record<string, string>, message) => {
    expect(() => settings(env)).toThrow(message);
  });
});
