import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import { openApi } from './api.ts';
import { aProduct, type AProduct } from './testing/a-product.ts';

describe('millwright keys', () => {
  let product: AProduct;
  beforeAll(async () => (product = await aProduct(os.tmpdir())), 60_000);
  afterAll(() => product.close(), 60_000);

  it('makes a key that another back end can use within its scopes, until it is revoked', async () => {
    const made = await product.json('keys', 'create', 'mes', '--scope', 'read', 'predict', '--days', '30');
    const other = { MILLWRIGHT_API_KEY: String(made['key']), DATA_DIR: os.tmpdir() };
    const ask = (...argv: string[]) => product.millwrightIn(other, ...argv, '--json');
    expect((await ask('models', 'list')).code).toBe(0);
    const refused = await ask('keys', 'list');
    expect([refused.code, JSON.parse(refused.stdout).code]).toEqual([1, 'access.scope']);
    await product.json('keys', 'revoke', made['id']);
    expect(JSON.parse((await ask('models', 'list')).stdout).code).toBe('access.key');
    const list = await product.millwright('keys', 'list');
    expect(list.stdout).toContain('mes');
    expect(list.stdout).not.toContain(made['key']);
  });

  it.each([
    ['an unknown scope', ['keys', 'create', 'x', '--scope', 'everything']],
    ['no scope', ['keys', 'create', 'x']],
    ['half a day', ['keys', 'create', 'x', '--scope', 'read', '--days', '0.5']],
  ])('ends with 2 for %s', async (_, argv) => {
    expect((await product.millwright(...argv)).code).toBe(2);
  });
});

describe('a key that was found lying about', () => {
  let server: http.Server;
  let keyRequired: boolean;
  let brought: (string | undefined)[];
  beforeEach(async () => {
    brought = [];
    server = http.createServer((request, response) => {
      brought.push(request.headers['x-api-key'] as string | undefined);
      response.end(JSON.stringify({ keyRequired, signedIn: !keyRequired }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    [true, ['lying-about']],
    [false, [undefined]],
  ])('is brought along where a key is required: %s', async (required, expected) => {
    keyRequired = required;
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const api = await openApi({ url, key: 'lying-about', keyWasFound: true }, 'en');
    brought = [];
    await api.getSystem();
    expect(brought).toEqual(expected);
  });
});
