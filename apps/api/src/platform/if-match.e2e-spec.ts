import { anApi, type AnApi } from '../testing/an-api.ts';

describe('If-Match', () => {
  let api: AnApi;
  let run = '';
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels');
    run = (await api.trained('levels')).id;
    await api.trained('levels');
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const v1 = (path: string) => `/api/v1/${path}`;
  const etagOf = async (path: string): Promise<string> =>
    (await api.ask().get(v1(path)).expect(200)).headers['etag'];
  type Verb = 'put' | 'post' | 'delete';
  const edit = (verb: Verb, path: string, tag: string | null, body: object = {}) => {
    const request = api.ask()[verb](v1(path));
    return (tag === null ? request : request.set('if-match', tag)).send(body);
  };

  it('is answered by the strong ETag of every GET, the same while nothing changes', async () => {
    for (const path of [
      `runs/${run}`,
      'models/levels',
      'models/levels/versions/1',
      'datasets/levels',
      'models',
    ]) {
      const etag = await etagOf(path);
      expect(etag).toMatch(/^"[\w-]{27}"$/);
      expect(await etagOf(path)).toBe(etag);
      await api.ask().get(v1(path)).set('if-none-match', etag).expect(304);
    }
  });

  it.each<[Verb, string, string, object]>([
    ['put', 'runs/RUN/tags/line', 'runs/RUN/tags', { value: 'A' }],
    ['delete', 'runs/RUN/tags/line', 'runs/RUN/tags', {}],
    ['put', 'models/levels/tags/line', 'models/levels/tags', { value: 'A' }],
    ['delete', 'models/levels/tags/line', 'models/levels/tags', {}],
    ['put', 'models/levels/versions/1/tags/line', 'models/levels/versions/1/tags', { value: 'A' }],
    ['delete', 'models/levels/versions/1/tags/line', 'models/levels/versions/1/tags', {}],
    ['post', 'models/levels/versions/1:approve', 'models/levels/versions/1', {}],
    ['post', 'models/levels/versions/2:approve', 'models/levels/versions/2', {}],
    ['put', 'models/levels/aliases/champion', 'models/levels/aliases/champion', { version: 1 }],
    ['put', 'models/levels/aliases/champion', 'models/levels/aliases/champion', { version: 2 }],
    ['post', 'models/levels/aliases/champion:return', 'models/levels/aliases/champion', {}],
    ['delete', 'models/levels/aliases/champion', 'models/levels/aliases/champion', {}],
    ['post', 'models/levels/versions/2:reject', 'models/levels/versions/2', {}],
  ])(
    'lets %s %s through as it was read, and refuses it once it changed',
    async (verb, path, resource, body) => {
      const [place, read] = [path, resource].map((one) => one.replace('RUN', run));
      const etag = await etagOf(read);
      const stale = await edit(verb, place, '"stale"', body).expect(412);
      expect(stale.body.code).toBe('request.stale');
      expect(await etagOf(read)).toBe(etag);
      const done = await edit(verb, place, etag, body);
      expect(done.status).toBeLessThan(300);
      expect(await etagOf(read)).not.toBe(etag);
      await edit(verb, place, etag, body).expect(412);
    },
  );

  it.each<[Verb, string, string]>([
    ['delete', 'models/levels/versions/1', 'models/levels/versions/1'],
    ['delete', 'models/levels?confirm=true', 'models/levels'],
    ['delete', 'datasets/levels/versions/1?confirm=true', 'datasets/levels/versions/1'],
    ['delete', 'datasets/levels?confirm=true', 'datasets/levels'],
  ])('keeps %s %s from deleting what changed since', async (verb, path, read) => {
    await edit(verb, path, '"stale"').expect(412);
    await etagOf(read);
  });

  it('takes one of several tags, any by *, never a weak one, and no nonsense', async () => {
    const put = (tag: string) => edit('put', `runs/${run}/tags/a`, tag, { value: String(Math.random()) });
    await put(`"other", ${await etagOf(`runs/${run}/tags`)}`).expect(200);
    await put('*').expect(200);
    await put(`W/${await etagOf(`runs/${run}/tags`)}`).expect(412);
    expect((await put('none').expect(400)).body.errors[0].column).toBe('If-Match');
  });

  it('lets one of many through that were read at the same time', async () => {
    const tag = await etagOf(`runs/${run}/tags`);
    const sent = Array.from({ length: 8 }, (_, i) =>
      edit('put', `runs/${run}/tags/who`, tag, { value: `sender ${i}` }),
    );
    const statuses = (await Promise.all(sent)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
  });

  it('gives a repeated request its first answer, though it changed the thing itself', async () => {
    const path = 'models/levels/versions/1:approve';
    const tag = await etagOf('models/levels/versions/1');
    const send = () => edit('post', path, tag, { note: 'again' }).set('idempotency-key', 'approve-once');
    const first = await send().expect(200);
    expect((await send().expect(200)).body).toEqual(first.body);
  });

  it('of something that is not there says so', async () => {
    expect((await edit('delete', 'models/unknown', '"x"').expect(404)).body.code).toBe('model.not-found');
    expect((await edit('delete', 'models/unknown', null).expect(404)).body.code).toBe('model.not-found');
  });
});
