import { openLogger } from './logger.ts';

describe('the log', () => {
  it('has events and ids, and no secret that an error brought along', () => {
    const lines: string[] = [];
    const logger = openLogger('trace', { write: (line) => void lines.push(line) });
    const err = new Error('connect to postgresql://ann:s3cret@db failed with {"x-api-key":"s3cret"}');
    logger.error({ err, headers: { cookie: 'session=s3cret' }, requestId: 'r1' }, 'request.failed');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('s3cret');
    expect(JSON.parse(lines[0])).toMatchObject({ app: 'api', requestId: 'r1', msg: 'request.failed' });
  });
});
