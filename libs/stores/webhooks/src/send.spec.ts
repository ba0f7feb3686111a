import { setTimeout as sleep } from 'node:timers/promises';
import { send, type Resolve, type SendOptions } from './send.ts';
import { aReceiver, type Receiver } from './testing/a-receiver.ts';

describe('send', () => {
  let receiver: Receiver;
  beforeEach(async () => (receiver = await aReceiver()));
  afterEach(() => receiver.close());

  const headers = { 'content-type': 'application/json' };
  const resolvesTo =
    (...addresses: string[]): Resolve =>
    () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  const post = (host: string, options: Partial<SendOptions> = {}) =>
    send(
      { url: `http://${host}:${receiver.port}/hooks`, headers, body: '{}' },
      { allowedHosts: [], seconds: 2, ...options },
    );
  const allowed = { allowedHosts: ['127.0.0.1'] };

  it('posts, and gives status and first bytes of the answer', async () => {
    receiver.answers((response) => response.writeHead(202).end('taken\0 with thanks'));
    expect(await post('127.0.0.1', allowed)).toEqual({
      status: 202,
      answer: 'taken� with thanks',
      error: null,
    });
    expect(receiver.got).toMatchObject([{ body: '{}', headers }]);
  });

  it.each([
    [204, null],
    [299, null],
    [304, 'webhook.redirect'],
    [400, 'webhook.refused'],
    [410, 'webhook.gone'],
    [503, 'webhook.refused'],
  ])('takes %s as %s', async (status, code) => {
    receiver.answers((response) => response.writeHead(status).end());
    const { error } = await post('127.0.0.1', allowed);
    expect(error?.code ?? null).toBe(code);
  });

  it.each(['http://169.254.169.254/latest/meta-data/', 'http://127.0.0.1:1/', 'file:///etc/passwd'])(
    'does not follow a redirect to %s',
    async (location) => {
      receiver.answers((response) => response.writeHead(302, { location }).end());
      expect(await post('127.0.0.1', allowed)).toMatchObject({
        status: 302,
        error: { code: 'webhook.redirect' },
      });
      expect(receiver.got).toHaveLength(1);
    },
  );

  it.each([
    ['loopback', '127.0.0.1'],
    ['a private network', '10.0.0.5'],
    ['metadata', '169.254.169.254'],
    ['version 4 mapped into 6', '::ffff:127.0.0.1'],
    ['an open address and one inside', '93.184.216.34', '127.0.0.1'],
  ])('connects nowhere where a name leads to %s', async (_, ...addresses) => {
    const { error, status } = await post('erp.example', { resolve: resolvesTo(...addresses) });
    expect([status, error]).toEqual([null, { code: 'webhook.address', params: { host: 'erp.example' } }]);
    expect(receiver.got).toEqual([]);
  });

  it.each(['127.0.0.1', '2130706433', '0x7f.0.0.1', '0177.1', '[::ffff:127.0.0.1]', 'localhost'])(
    'connects nowhere for %s',
    async (host) => {
      expect((await post(host)).error?.code).toBe('webhook.address');
      expect(receiver.got).toEqual([]);
    },
  );

  it('connects to the very address that was looked at: a name is resolved once, by us alone', async () => {
    let asked = 0;
    const resolve: Resolve = (host) => {
      asked++;
      return resolvesTo('127.0.0.1')(host);
    };
    const { status } = await post('receiver.invalid', { allowedHosts: ['receiver.invalid'], resolve });
    expect([status, asked]).toEqual([204, 1]);
    expect(receiver.got[0].headers['host']).toBe(`receiver.invalid:${receiver.port}`);
    // A name that turns inside with the second question is refused with the second message, not sent there.
    expect((await post('receiver.invalid', { resolve })).error?.code).toBe('webhook.address');
    expect(receiver.got).toHaveLength(1);
  });

  it('names what stands in the way: no such name, nobody listening, no TLS', async () => {
    const resolve: Resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect((await post('erp.example', { resolve })).error).toEqual({
      code: 'webhook.unresolved',
      params: { host: 'erp.example', reason: 'ENOTFOUND' },
    });
    const url = `https://127.0.0.1:${receiver.port}/`;
    const tls = await send({ url, headers, body: '' }, { ...allowed, seconds: 2 });
    expect(tls.error).toMatchObject({ code: 'webhook.connection' });
    await receiver.close();
    expect((await post('127.0.0.1', allowed)).error).toEqual({
      code: 'webhook.connection',
      params: { host: '127.0.0.1', reason: 'ECONNREFUSED' },
    });
    receiver = await aReceiver();
  });

  const within = async (seconds: number, work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    const took = (performance.now() - began) / 1000;
    expect(took).toBeLessThan(seconds);
    return took;
  };

  it('cuts off a receiver that hangs', async () => {
    receiver.answers(() => undefined);
    const took = await within(1.5, async () =>
      expect(await post('127.0.0.1', { ...allowed, seconds: 0.3 })).toEqual({
        status: null,
        answer: null,
        error: { code: 'webhook.timeout', params: { host: '127.0.0.1', seconds: 0.3 } },
      }),
    );
    expect(took).toBeGreaterThan(0.25);
  });

  it('cuts off a name server that hangs', async () => {
    const resolve: Resolve = () => new Promise(() => undefined);
    await within(1.5, async () =>
      expect((await post('erp.example', { resolve, seconds: 0.3 })).error?.code).toBe('webhook.timeout'),
    );
  });

  it('cuts off one that drips its head, byte by byte', async () => {
    receiver.answers((response) => {
      const socket = response.socket;
      socket?.write('HTTP/1.1 200 OK\r\nx: ');
      const dripping = setInterval(() => socket?.write('y'), 20);
      socket?.once('close', () => clearInterval(dripping)).on('error', () => undefined);
    });
    await within(1.5, async () =>
      expect((await post('127.0.0.1', { ...allowed, seconds: 0.3 })).error?.code).toBe('webhook.timeout'),
    );
  });

  it('takes the status of one that drips its body, and as much as came in time', async () => {
    receiver.answers((response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write('y'), 20);
      response.once('close', () => clearInterval(dripping));
    });
    await within(1.5, async () =>
      expect(await post('127.0.0.1', { ...allowed, seconds: 0.3 })).toMatchObject({
        status: 200,
        answer: expect.stringMatching(/^y+$/),
        error: null,
      }),
    );
  });

  it('reads a kilobyte of an answer without end, and hangs up', async () => {
    let [sent, closed] = [0, false];
    receiver.answers((response) => {
      response.writeHead(500);
      const flood = () => {
        while (!closed && response.write('z'.repeat(65_536))) sent++;
      };
      response.on('drain', flood).once('close', () => (closed = true));
      flood();
    });
    await within(1.5, async () => {
      const { answer, status } = await post('127.0.0.1', allowed);
      expect([status, answer]).toEqual([500, 'z'.repeat(1024)]);
    });
    while (!closed) await sleep(10);
    expect(sent).toBeLessThan(1000);
  });

  it('ends at once where its sender is stopped', async () => {
    receiver.answers(() => undefined);
    const stopping = new AbortController();
    const going = post('127.0.0.1', { ...allowed, signal: stopping.signal });
    setTimeout(() => stopping.abort(new Error('stopped')), 50);
    await within(1.5, () => expect(going).rejects.toThrow('stopped'));
  });
});
