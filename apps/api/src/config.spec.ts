import path from 'node:path';
import { readConfig } from './config.ts';

const database = { DATABASE_URL: 'postgresql://somebody@127.0.0.1:5432/millwright' };

describe('readConfig', () => {
  it('listens on this machine alone, at 3333, with data beside it, where nothing else is said', () => {
    const config = readConfig(database);
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3333, exposed: false, databaseKind: 'server' });
    expect(config.dataDirectory).toBe(path.resolve('data'));
    expect(config.redisUrl).toBeUndefined();
  });

  it('counts a blank variable as absent', () => {
    expect(readConfig({ ...database, API_PORT: '', REDIS_URL: '', HOST: '' })).toMatchObject({
      port: 3333,
      redisUrl: undefined,
      exposed: false,
    });
  });

  it.each([
    ['127.0.0.1', false],
    ['localhost', false],
    ['::1', false],
    ['0.0.0.0', true],
    ['192.168.4.20', true],
    ['mill.example', true],
  ])('with HOST %s it is exposed: %s', (HOST, exposed) => {
    expect(readConfig({ ...database, HOST }).exposed).toBe(exposed);
  });

  it('bounds the calls of a model and the models that are kept', () => {
    expect(readConfig(database)).toMatchObject({
      batches: { size: 32, waitMs: 5 },
      cache: { models: 4, bytes: 512 * 1024 * 1024 },
    });
    const set = {
      INFERENCE_BATCH_SIZE: '32',
      INFERENCE_BATCH_WAIT_MS: '0',
      MODEL_CACHE_COUNT: '1',
      MODEL_CACHE_MB: '2',
    };
    expect(readConfig({ ...database, ...set })).toMatchObject({
      batches: { size: 32, waitMs: 0 },
      cache: { models: 1, bytes: 2_097_152 },
    });
  });

  it('knows the version of the workspace', () => {
    expect(readConfig(database).version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each([
    [{}, /^DATABASE_URL: .*nothing/],
    [{ DATABASE_URL: 'mysql://secret@host' }, /^DATABASE_URL: .*postgresql/],
    [{ ...database, API_PORT: 'soon' }, /^API_PORT: .*soon/],
    [{ ...database, API_PORT: '70000' }, /^API_PORT: .*70000/],
    [{ ...database, REDIS_URL: 'localhost:6379' }, /^REDIS_URL: .*redis/],
    [{ ...database, INFERENCE_BATCH_SIZE: '0' }, /^INFERENCE_BATCH_SIZE: .*0/],
    [{ ...database, INFERENCE_BATCH_WAIT_MS: 'long' }, /^INFERENCE_BATCH_WAIT_MS: .*long/],
    [{ ...database, MODEL_CACHE_COUNT: '0.5' }, /^MODEL_CACHE_COUNT: .*0.5/],
    [{ ...database, WEBHOOK_ALLOWED_HOSTS: 'erp:80' }, /^WEBHOOK_ALLOWED_HOSTS: .*erp:80/],
    [{ ...database, LOG_LEVEL: 'loud' }, /^LOG_LEVEL: .*loud/],
  ])('refuses %j by the name of the variable', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
  });

  it('never repeats an address, which may carry a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://root:secret@host' })).toThrow(/^(?!.*secret)/);
  });
});
