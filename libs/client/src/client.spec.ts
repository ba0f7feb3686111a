import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AppError, problemOf } from '@millwright/contracts';
import { createClient, type Client } from './client.ts';
import { ApiFailure } from './failure.ts';
import { routes } from './generated/routes.ts';

interface Request {
  readonly line: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

describe('a client', () => {
  let server: http.Server;
  let url: string;
  let client: Client;
  let asked: Request[];
  let answer: (response: http.ServerResponse, request: Request) => void;
  beforeEach(async () => {
    asked = [];
    answer = (response) => void response.end('{}');
    server = http.createServer(async (incoming, response) => {
      const request = {
        line: `${incoming.method} ${incoming.url}`,
        headers: incoming.headers,
        body: await text(incoming),
      };
      asked.push(request);
      answer(response, request);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = createClient({ url, key: 'mw_secret', locale: 'zh' });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const failureOf = async (work: Promise<unknown>): Promise<ApiFailure> => {
    const caught = await work.then(
      () => 'nothing was thrown',
      (error: unknown) => error,
    );
    if (!(caught instanceof ApiFailure))
      throw new Error(`expected an ApiFailure, received ${String(caught)}`);
    return caught;
  };

  it('has a function for each operation', () => {
    const functions = Object.keys(client).filter((name) => name !== 'ask');
    expect(functions.sort()).toEqual(Object.keys(routes).sort());
  });

  it('asks at the address of the operation, with its key and in its language', async () => {
    await client.getDatasetVersion({ path: { name: '铸件/1', version: 2 } });
    await client.listRuns({ query: { filter: 'metrics.accuracy > 0.9', limit: 5 } });
    expect(asked.map(({ line }) => line)).toEqual([
      'GET /api/v1/datasets/%E9%93%B8%E4%BB%B6%2F1/versions/2',
      'GET /api/v1/runs?filter=metrics.accuracy%20%3E%200.9&limit=5',
    ]);
    expect(asked[0].headers).toMatchObject({ 'x-api-key': 'mw_secret', 'accept-language': 'zh-CN' });
  });

  it('sends JSON, once for each idempotency key', async () => {
    await client.startRun({ body: { model: 'vision/tiny', dataset: 'levels' }, idempotencyKey: 'monday' });
    expect(asked[0].headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'monday',
    });
    expect(JSON.parse(asked[0].body)).toEqual({ model: 'vision/tiny', dataset: 'levels' });
  });

  it('gives nothing where the api gives nothing', async () => {
    answer = (response) => void response.writeHead(204).end();
    expect(await client.clearAlias({ path: { name: 'levels', alias: 'champion' } })).toBeUndefined();
  });

  it('throws the problem that the api sent, with its code, words, fields and request', async () => {
    const refusal = new AppError('settings.invalid', { setting: 'epochs', expected: '1..100', received: 0 });
    answer = (response) =>
      void response.writeHead(422).end(JSON.stringify(problemOf(refusal, 'zh', 'request-7')));
    const failure = await failureOf(client.startRun({ body: { model: 'vision/tiny', dataset: 'levels' } }));
    expect(failure).toMatchObject({ code: 'settings.invalid', status: 422, requestId: 'request-7' });
    expect(failure.message).toBe(refusal.words('zh').message);
  });

  it('throws what the Open Inference Protocol says under a code of its status', async () => {
    answer = (response) => void response.writeHead(404).end('{"error":"There is no model x."}');
    const failure = await failureOf(client.modelMetadata({ path: { name: 'x' } }));
    expect([failure.code, failure.message]).toEqual(['model.not-found', 'There is no model x.']);
  });

  it.each([
    ['an error of somebody else', 502, '<html>', 'HTTP 502'],
    ['half an answer', 200, '{"items":', 'JSON'],
  ])('says what it expected where it gets %s', async (_, status, body, reason) => {
    answer = (response) => void response.writeHead(status).end(body);
    const failure = await failureOf(client.listRuns());
    expect(failure.code).toBe('response.invalid');
    expect(failure.message).toContain(reason);
  });

  it('names the address where nobody answers', async () => {
    const away = createClient({ url: 'http://127.0.0.1:9' });
    const failure = await failureOf(away.listRuns());
    expect([failure.code, failure.status]).toEqual(['api.unreachable', 503]);
    expect(failure.message).toContain('http://127.0.0.1:9');
  });

  it('follows nobody to another address with its key', async () => {
    answer = (response) => void response.writeHead(307, { location: '/elsewhere' }).end();
    expect((await failureOf(client.listRuns())).code).toBe('api.unreachable');
    expect(asked.map(({ line }) => line)).toEqual(['GET /api/v1/runs']);
  });

  it('throws the abort itself where its signal ended the question', async () => {
    answer = () => undefined;
    const stop = new AbortController();
    const waiting = client.listRuns({ signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('gives the events of a stream one by one, however they are cut', async () => {
    const one = { type: 'model', model: '铸件', version: 1 };
    const bytes = Buffer.from(`: connected\n\nevent: model\ndata: ${JSON.stringify(one)}\n\n`);
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const byte of bytes) response.write(Buffer.of(byte));
      response.end(bytes);
    };
    const events: unknown[] = [];
    for await (const event of client.watchEvents()) events.push(event);
    expect(events).toEqual([one, one]);
    expect(asked[0].headers.accept).toBe('text/event-stream');
  });

  it('leaves the bytes of an answer to whoever asked', async () => {
    answer = (response) => void response.end(Buffer.of(1, 2, 3));
    const response = await client.exportModelVersion({
      path: { name: 'levels', version: 1, format: 'onnx' },
    });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 3]);
  });
});
