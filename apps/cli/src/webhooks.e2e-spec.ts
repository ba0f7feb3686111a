import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import { Webhook } from 'standardwebhooks';
import { aProduct, type AProduct } from './testing/a-product.ts';

describe('millwright webhooks', () => {
  let product: AProduct;
  let server: http.Server;
  let url: string;
  let status = 204;
  const got: { headers: Record<string, string>; body: string }[] = [];
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (bytes) => (body += String(bytes)));
      request.once('end', () => {
        got.push({ headers: request.headers as Record<string, string>, body });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    product = await aProduct(os.tmpdir(), { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' });
  }, 60_000);
  afterAll(async () => {
    await product.close();
    server.closeAllConnections();
    server.close();
  }, 60_000);

  it('subscribes, tests, shows what came back, and ends', async () => {
    const argv = ['create', 'erp', '--url', url, '--event', 'run.completed', 'run.failed'];
    const { id, secret } = await product.json('webhooks', ...argv);
    expect((await product.millwright('webhooks', 'test', id)).stdout).toMatch(/answered 204 in/);
    expect(new Webhook(secret).verify(got[0].body, got[0].headers)).toMatchObject({ type: 'webhook.test' });
    status = 500;
    const failed = await product.millwright('webhooks', 'test', id, '--json');
    expect([failed.code, JSON.parse(failed.stdout).code]).toEqual([1, 'webhook.refused']);
    const { deliveries } = await product.json('webhooks', 'deliveries', id, '--state', 'failed');
    expect(deliveries).toMatchObject([{ type: 'webhook.test', status: 500, attempts: 1 }]);
    const log = await product.millwright('webhooks', 'deliveries', id, '--lang', 'zh');
    for (const word of ['已送达', '失败']) expect(log.stdout).toContain(word);
    const list = await product.millwright('webhooks', 'list');
    expect(list.stdout).toContain(url);
    const shown = await product.millwright('webhooks', 'show', id);
    expect(shown.stdout).toContain('run.completed, run.failed');
    expect(list.stdout + shown.stdout).not.toContain('whsec_');
    await product.json('webhooks', 'delete', id);
    const gone = await product.millwright('webhooks', 'show', id, '--json');
    expect([gone.code, JSON.parse(gone.stdout).code]).toEqual([1, 'webhook.not-found']);
  });

  it('refuses an address inside that nobody allowed, with what to do', async () => {
    const argv = ['create', 'x', '--url', 'http://10.0.0.1/', '--event', 'run.failed'];
    const { code, stderr } = await product.millwright('webhooks', ...argv);
    expect(code).toBe(1);
    expect(stderr).toContain('WEBHOOK_ALLOWED_HOSTS');
  });

  it.each([
    ['an unknown event', ['create', 'x', '--url', 'https://erp.example/', '--event', 'run.started']],
    ['no address', ['create', 'x', '--event', 'run.failed']],
    ['an id that is none', ['test', 'erp']],
  ])('ends with 2 for %s', async (_, argv) => {
    expect((await product.millwright('webhooks', ...argv)).code).toBe(2);
  });
});
