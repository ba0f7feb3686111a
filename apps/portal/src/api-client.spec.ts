import { deletedSchema } from '@millwright/contracts';
import { apiAddress, apiFor, ApiFailure, pathOf } from './api-client.ts';

const answering =
  (status: number, body: string): typeof fetch =>
  async () =>
    new Response(body, { status });
const failureOf = async (asked: Promise<unknown>): Promise<ApiFailure> => {
  const caught = await asked.catch((error: unknown) => error);
  if (!(caught instanceof ApiFailure)) throw new Error(`expected a failure, received ${String(caught)}`);
  return caught;
};

describe('apiFor', () => {
  it('asks in the language of the page and gives back what the contract says', async () => {
    let asked: RequestInit | undefined;
    const api = apiFor('zh', async (_address, init) => {
      asked = init;
      return new Response('{"freedBytes":7,"deleted":["a"],"purgeAt":null,"unknown":1}');
    });
    expect(await api(deletedSchema, '/datasets/a', { method: 'DELETE' })).toEqual({
      freedBytes: 7,
      deleted: ['a'],
      purgeAt: null,
    });
    expect(asked?.headers).toEqual({ 'accept-language': 'zh-CN' });
  });

  it('sends what it read last as If-Match of an edit, and nothing where it read nothing', async () => {
    const sent: (string | undefined)[] = [];
    const api = apiFor('en', async (_address, init) => {
      sent.push((init?.headers as Record<string, string>)['if-match']);
      return new Response('{"freedBytes":7,"deleted":[],"purgeAt":null}', {
        headers: { etag: `"${sent.length}"` },
      });
    });
    const path = '/models/a';
    const edit = () => api(deletedSchema, `${path}:edit`, { method: 'POST', ifMatch: path });
    await edit();
    await api(deletedSchema, path);
    await edit();
    await api(deletedSchema, path, { query: { deleted: true } });
    await edit();
    expect(sent).toEqual([undefined, undefined, '"2"', undefined, '"2"']);
  });

  it('throws the problem that the api sent', async () => {
    const problem = {
      type: 'x',
      title: 't',
      status: 404,
      detail: 'There is no run 7.',
      code: 'run.not-found',
      hint: 'h',
      requestId: 'r-1',
      errors: [],
    };
    const api = apiFor('en', answering(404, JSON.stringify(problem)));
    expect((await failureOf(api(deletedSchema, '/runs/7'))).problem).toEqual(problem);
  });

  it('names the field where an answer breaks its contract', async () => {
    const api = apiFor('en', answering(200, '{"freedBytes":"many","deleted":[]}'));
    const { problem } = await failureOf(api(deletedSchema, '/datasets/a'));
    expect(problem.code).toBe('response.invalid');
    expect(problem.detail).toContain('freedBytes');
  });

  it.each([
    ['nobody answers', async () => Promise.reject(new TypeError('failed'))],
    ['something else than the api answers', answering(502, '<html>')],
  ])('says that the service is away where %s', async (_case, send) => {
    expect((await failureOf(apiFor('en', send)(deletedSchema, '/runs'))).problem.code).toBe(
      'service.unavailable',
    );
  });
});

describe('apiAddress', () => {
  it('leaves out what is absent and encodes the rest', () => {
    expect(apiAddress(pathOf('datasets', '铸件', 'versions', 2), { label: 'a b', part: undefined })).toBe(
      '/api/v1/datasets/%E9%93%B8%E4%BB%B6/versions/2?label=a+b',
    );
  });
});
