import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer } from './create-server.mjs';

const listen = async (server: http.Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
const close = (server: http.Server) => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};

describe('the portal in front of an api', () => {
  let api: http.Server;
  let portal: http.Server;
  let address: string;
  let answer: http.RequestListener;
  let asked: http.IncomingMessage | undefined;

  beforeEach(async () => {
    api = http.createServer((request, response) => answer(request, response));
    const apiUrl = new URL(`http://127.0.0.1:${await listen(api)}`);
    portal = createServer({ exposed: false, dev: false, apiUrl }, async (request, response) => {
      asked = request;
      response.end('a page');
    });
    address = `http://127.0.0.1:${await listen(portal)}`;
  });
  afterEach(async () => {
    await close(portal);
    await close(api);
  });

  it('hands on body, cookies and status, and names the host that was asked for', async () => {
    answer = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.writeHead(202, { 'set-cookie': 'session=1; HttpOnly', 'content-type': 'application/json' });
        const { cookie, 'x-forwarded-host': host } = request.headers;
        response.end(JSON.stringify({ body: Buffer.concat(chunks).toString(), cookie, host }));
      });
    };
    const reply = await fetch(`${address}/api/v1/runs?x=1`, {
      method: 'POST',
      body: 'settings',
      headers: { cookie: 'a=b' },
    });
    expect(reply.status).toBe(202);
    expect(reply.headers.get('set-cookie')).toBe('session=1; HttpOnly');
    expect(await reply.json()).toEqual({ body: 'settings', cookie: 'a=b', host: address.slice(7) });
  });

  it('lets each event of a stream through at once and hangs up when the reader does', async () => {
    let hungUp = false;
    answer = (request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: run\n\n');
      request.on('close', () => (hungUp = true));
    };
    const reader = new AbortController();
    const reply = await fetch(`${address}/api/v1/events`, { signal: reader.signal });
    const first = await reply.body!.getReader().read();
    expect(new TextDecoder().decode(first.value)).toBe('event: run\n\n');
    reader.abort();
    for (let i = 0; i < 100 && !hungUp; i++) await wait(10);
    expect(hungUp).toBe(true);
  });

  it('brings the answer of an api that refuses an upload half way', async () => {
    answer = (request, response) => {
      request.once('data', () => {
        request.pause();
        response.writeHead(413, { 'content-type': 'text/plain' });
        response.end('too large');
      });
    };
    const status = await new Promise((resolve, reject) => {
      const upload = http.request(`${address}/api/v1/datasets`, { method: 'POST' }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      });
      upload.on('error', reject);
      for (let i = 0; i < 64; i++) upload.write(Buffer.alloc(65_536));
      upload.end();
    });
    expect(status).toBe(413);
  });

  it('says plainly that the api does not answer, in the language of the page', async () => {
    await close(api);
    const reply = await fetch(`${address}/api/v1/runs`, { headers: { 'accept-language': 'zh-CN' } });
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({
      code: 'service.unavailable',
      detail: '本页面的后台服务没有应答。',
    });
  });

  it('leaves everything else to the pages, which nobody may frame', async () => {
    const reply = await fetch(`${address}/en`);
    expect(await reply.text()).toBe('a page');
    expect(reply.headers.get('x-frame-options')).toBe('DENY');
    expect(reply.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(reply.headers.get('strict-transport-security')).toBeNull();
  });

  it('asks browsers to come back by TLS where they came by it, and tells the page its own policy', async () => {
    const reply = await fetch(`${address}/en`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(reply.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(asked?.headers['content-security-policy']).toBe(reply.headers.get('content-security-policy'));
  });

  it('refuses a foreign page before the api hears of it', async () => {
    let wasAsked = false;
    answer = (_request, response) => {
      wasAsked = true;
      response.end();
    };
    const headers = { origin: 'http://evil.example' };
    const reply = await fetch(`${address}/api/v1/runs`, { method: 'POST', headers });
    expect([reply.status, wasAsked]).toEqual([403, false]);
  });
});
