import { z } from 'zod';
import { InvalidRequest } from './invalid-request.ts';
import { RequestPipe } from './request.pipe.ts';

const schema = z.object({ limit: z.coerce.number().default(50), state: z.string().optional() });
const pipe = new RequestPipe();

describe('RequestPipe', () => {
  it('parses a query of known names', async () => {
    expect(await pipe.transform<unknown>({ limit: '2' }, { type: 'query', schema })).toEqual({ limit: 2 });
  });

  it('refuses each unknown query name and lists the known ones', async () => {
    const query = { limit: '2', stat: 'done', constructor: '1' };
    const error = await pipe.transform<unknown>(query, { type: 'query', schema }).catch((e: unknown) => e);
    if (!(error instanceof InvalidRequest)) throw new Error('expected to be refused');
    expect(error.code).toBe('request.invalid');
    expect(error.problems.map(({ column }) => column)).toEqual(['stat', 'constructor']);
    expect(error.params['reason']).toContain('known here: limit, state');
  });

  it('refuses the character NUL wherever it stands, because no database keeps it', async () => {
    for (const [value, column] of [
      [{ note: { text: 'a\0b' } }, 'note.text'],
      [{ list: ['a', 'b\0'] }, 'list.1'],
      [{ 'k\0': 1 }, 'k?'],
    ] as const) {
      const error = await pipe.transform<unknown>(value, { type: 'body', schema }).catch((e: unknown) => e);
      expect((error as InvalidRequest).problems.map((problem) => problem.column)).toEqual([column]);
    }
  });

  it('lets a body hold more than its schema knows', async () => {
    const parsed = await pipe.transform<unknown>({ limit: 2, more: 1 }, { type: 'body', schema });
    expect(parsed).toEqual({ limit: 2 });
  });
});
