import { z } from 'zod';
import { InvalidRequest, parseRequest } from './invalid-request.ts';

const schema = z.object({ name: z.string(), size: z.object({ width: z.int().max(10) }) });
const refused = (value: unknown): InvalidRequest => {
  try {
    parseRequest(schema, value);
  } catch (error) {
    if (error instanceof InvalidRequest) return error;
  }
  throw new Error('expected to be refused');
};

describe('parseRequest', () => {
  it('gives what the schema makes of the value', () => {
    expect(parseRequest(schema, { name: 'a', size: { width: 1 }, more: 1 })).toEqual({
      name: 'a',
      size: { width: 1 },
    });
  });

  it('names every wrong field as a column', () => {
    const error = refused({ size: { width: 11 } });
    expect(error.code).toBe('request.invalid');
    expect(error.problems.map(({ column }) => column)).toEqual(['name', 'size.width']);
  });

  it('says the same in Chinese', () => {
    const error = refused({ name: 'a', size: { width: 11 } }).in('zh');
    expect(error.problems[0].column).toBe('size.width');
    expect(String(error.params['reason'])).toMatch(/size\.width: .*\p{Script=Han}/u);
  });
});
