import {
  datasetItemSchema,
  datasetSchema,
  datasetVersionSchema,
  findingSchema,
  importResultSchema,
  pageOf,
} from '@millwright/contracts';
import { darkAndLight } from '@millwright/lifecycle/testing';
import { imageFormatOf, probeImage } from '@millwright/readers';
import type { Response } from 'supertest';
import { anApi, until, type AnApi } from '../testing/an-api.ts';

describe('datasets', () => {
  const pictures = darkAndLight({ count: 40 });
  let api: AnApi;
  beforeAll(async () => {
    api = await anApi();
    await api.imported('levels', [...pictures, { path: 'light/copy.png', bytes: pictures[1].bytes }]);
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const ready = (version: number) =>
    until(async () => (await api.parts.registry.datasets.version('levels', version)).state === 'ready');

  it('come in as an upload that is inspected in the background', async () => {
    const { body } = await api.upload('another', darkAndLight({ count: 12, seed: 9 })).expect(202);
    expect(importResultSchema.parse(body)).toMatchObject({ dataset: 'another', version: 1, problems: [] });
    await until(async () => (await api.parts.registry.datasets.version('another', 1)).state === 'ready');
  });

  it('are listed and shown with profile and findings', async () => {
    const list = pageOf(datasetSchema).parse((await api.ask().get('/api/v1/datasets').expect(200)).body);
    expect(list.items.map(({ name }) => name)).toContain('levels');
    const one = datasetSchema.parse((await api.ask().get('/api/v1/datasets/levels').expect(200)).body);
    expect(one.latest).toMatchObject({ version: 1, rows: 41, rejected: 0, state: 'ready' });
    const { body } = await api.ask().get('/api/v1/datasets/levels/versions/1').expect(200);
    expect(datasetVersionSchema.parse(body).profile?.classes).toEqual([
      { label: 'dark', total: 20, train: 0, validation: 0, test: 0, unassigned: 20 },
      { label: 'light', total: 21, train: 0, validation: 0, test: 0, unassigned: 21 },
    ]);
  });

  it('give their pictures page by page, and those of one class alone', async () => {
    const ask = async (query: string) => {
      const { body } = await api.ask().get(`/api/v1/datasets/levels/versions/1/items?${query}`).expect(200);
      return pageOf(datasetItemSchema).parse(body);
    };
    const first = await ask('limit=30');
    const second = await ask(`limit=30&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([30, 11, null]);
    expect(first.total).toBe(41);
    const dark = await ask('label=dark&limit=500');
    expect(new Set(dark.items.map(({ label }) => label))).toEqual(new Set(['dark']));
    expect(dark.total).toBe(20);
  });

  it('tell their findings with the pictures of each; a copy is found', async () => {
    const { body } = await api.ask().get('/api/v1/datasets/levels/versions/1/findings').expect(200);
    const copies = findingSchema
      .array()
      .parse(body)
      .find(({ kind }) => kind === 'exact-duplicate');
    expect(copies?.count).toBe(1);
    expect(copies?.groups).toHaveLength(1);
  });

  it('get a new version without what a finding names, and the old one stays', async () => {
    const request = { from: 1, excludeFindings: ['exact-duplicate'] };
    const { body } = await api.ask().post('/api/v1/datasets/levels/versions').send(request).expect(202);
    expect(importResultSchema.parse(body)).toMatchObject({ dataset: 'levels', version: 2 });
    await ready(2);
    const [old, young] = await Promise.all(
      [1, 2].map((version) => api.parts.registry.datasets.version('levels', version)),
    );
    expect([old.rows, young.rows, young.parent, young.excluded]).toEqual([41, 40, 1, 1]);
  });

  it('serve a picture as its bytes came, and as a small WebP', async () => {
    const place = '/api/v1/datasets/levels/versions/1/items/0/image';
    const item = await api.parts.registry.items.get('levels', 1, 0);
    const original = await api
      .ask()
      .get(place)
      .buffer()
      .parse(bytesOf)
      .expect(200)
      .expect('content-type', /image\/png/);
    expect(original.body.equals(await api.parts.artifacts.read(item.hash))).toBe(true);
    expect(original.headers['x-content-type-options']).toBe('nosniff');
    expect(original.headers['content-security-policy']).toContain('sandbox');
    const small = await api.ask().get(`${place}?size=16`).buffer().parse(bytesOf).expect(200);
    expect(imageFormatOf(small.body)).toBe('webp');
    const { width, height } = await probeImage(small.body, { file: 'small' });
    expect(Math.max(width, height)).toBeLessThanOrEqual(16);
  });

  it('let a browser keep a picture for good where its hash is asked for, and ask again where it is not', async () => {
    const place = '/api/v1/datasets/levels/versions/1/items/0/image';
    const { hash } = await api.parts.registry.items.get('levels', 1, 0);
    const kept = await api.ask().get(`${place}?hash=${hash}`).expect(200);
    expect(kept.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const plain = await api.ask().get(place).expect(200);
    expect(plain.headers['cache-control']).toBe('private, no-cache');
    await api.ask().get(place).set('if-none-match', plain.headers['etag']).expect(304);
    await api.ask().get(`${place}?size=16`).set('if-none-match', plain.headers['etag']).expect(200);
  });

  it.each([
    ['get', '/api/v1/datasets/unknown', 'dataset.not-found'],
    ['delete', '/api/v1/datasets/unknown', 'dataset.not-found'],
    ['get', '/api/v1/datasets/levels/versions/99', 'dataset.not-found'],
    ['get', '/api/v1/datasets/unknown/versions/1/items', 'dataset.not-found'],
    ['get', '/api/v1/datasets/unknown/versions/1/findings', 'dataset.not-found'],
    ['get', '/api/v1/datasets/levels/versions/1/items/999/image', 'dataset.no-item'],
  ] as const)('%s %s is answered with %s', async (method, path, code) => {
    expect((await api.ask()[method](path).expect(404)).body.code).toBe(code);
  });

  it.each([
    '/api/v1/datasets/..%2F..%2Fetc/versions/1/items/0/image',
    '/api/v1/datasets/levels/versions/..%2F..%2Faccess-key/items/0/image',
    '/api/v1/datasets/levels/versions/1/items/..%2F..%2F..%2Faccess-key/image',
    '/api/v1/datasets/levels/versions/1/items/%2e%2e%5caccess-key/image',
    '/api/v1/datasets/levels/versions/1/items/0/image/../../../../../../../../access-key',
    '/api/docs/..%2f..%2f..%2fpackage.json',
    '/api/docs/%2e%2e/%2e%2e/package.json',
  ])('no path leads out: %s', async (path) => {
    const { status, text } = await api.ask().get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('"dependencies"');
  });

  it('are deleted with their bytes; the freed bytes are told', async () => {
    const before = await api.held();
    await api.imported('passing', darkAndLight({ count: 12, seed: 77 }));
    const { body } = await api.ask().delete('/api/v1/datasets/passing').expect(200);
    expect(body.deleted.join()).toContain('passing');
    expect(body.freedBytes).toBeGreaterThan(0);
    expect(await api.held()).toEqual(before);
  });
});

/** Collects a reply as its bytes. */
function bytesOf(reply: Response, done: (error: Error | null, bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  reply.on('data', (chunk: Buffer) => chunks.push(chunk));
  reply.on('end', () => done(null, Buffer.concat(chunks)));
}
