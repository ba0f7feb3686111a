import path from 'node:path';
import { readConfig } from './config.ts';

const DATABASE_URL = 'postgresql://localhost/millwright';

describe('readConfig', () => {
  it('takes jobs of both queues and keeps its data in `data` by default', () => {
    expect(readConfig({ DATABASE_URL })).toMatchObject({
      queues: ['data', 'training'],
      dataDirectory: path.resolve('data'),
      redisUrl: undefined,
      lockMs: 20_000,
      seedDemonstration: false,
      webhookHosts: [],
      logLevel: 'info',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    });
  });

  it('counts a blank variable as absent', () => {
    expect(readConfig({ DATABASE_URL, REDIS_URL: '', WORKER_QUEUES: '' }).queues).toHaveLength(2);
  });

  it.each([
    [{}, 'DATABASE_URL: expected the address of a PostgreSQL database, received nothing'],
    [
      { DATABASE_URL: 'mysql://root:secret@host/db' },
      'DATABASE_URL: expected postgresql://…, received another text',
    ],
    [{ DATABASE_URL, WORKER_QUEUES: 'data,other' }, 'WORKER_QUEUES: expected names of data, training'],
    [{ DATABASE_URL, REDIS_URL: 'localhost' }, 'REDIS_URL: expected redis://…, received another text'],
    [{ DATABASE_URL, WEBHOOK_ALLOWED_HOSTS: 'http://erp' }, 'WEBHOOK_ALLOWED_HOSTS: expected hosts'],
    [{ DATABASE_URL, LOG_LEVEL: 'loud' }, 'LOG_LEVEL: '],
  ])('refuses %j naming the variable', (environment, words) => {
    expect(() => readConfig(environment)).toThrow(words);
  });

  it('never repeats an address, which may carry a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://root:secret@host/db' })).not.toThrow('secret');
  });
});
