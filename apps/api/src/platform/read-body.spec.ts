import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { toAppError } from '@millwright/contracts';
import { readBody, type BodyLimits } from './read-body.ts';

const limits: BodyLimits = { megabytes: 1, silentSeconds: 0.1, seconds: 0.4, graceSeconds: 0.1 };

describe('the body of a request', () => {
  let server: http.Server;
  let outcomes: string[];
  let wake = () => {};
  /** What is done before the body is asked for. */
  let before: (request: http.IncomingMessage) => Promise<unknown>;
  beforeEach(async () => {
    outcomes = [];
    before = () => Promise.resolve();
    server = http.createServer((request, response) => {
      before(request)
        .then(() => readBody(request, limits))
        .then(
          (body) => `${body.length} bytes`,
          (error: unknown) => toAppError(error).code,
        )
        .then((outcome) => {
          outcomes.push(outcome);
          response.end(outcome);
          wake();
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const port = () => (server.address() as AddressInfo).port;
  const post = (body: Uint8Array, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port()}`, { method: 'POST', body, headers }).then((reply) => reply.text());
  const outcome = () => new Promise<void>((resolve) => (outcomes[0] ? resolve() : (wake = resolve)));

  /** Says that more is to come than is sent. */
  const begin = (length: string, first: string) => {
    const socket = net.connect(port(), '127.0.0.1');
    socket.on('error', () => {}).resume();
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\n${length}\r\n\r\n${first}`);
    return { socket, closed: new Promise((resolve) => socket.once('close', resolve)) };
  };

  it('is given whole', async () => {
    expect(await post(Buffer.alloc(1024 * 1024))).toBe('1048576 bytes');
    expect(await post(Buffer.alloc(0))).toBe('0 bytes');
  });

  it('is refused by its Content-Length before any of it has come', async () => {
    const { closed } = begin('Content-Length: 1048577', '');
    await outcome();
    expect(outcomes).toEqual(['request.too-large']);
    await closed; // what never comes is not waited for
  });

  it('without a Content-Length is refused at the byte that is one too many', async () => {
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 2; i++) controller.enqueue(new Uint8Array(700_000));
        controller.close();
      },
    });
    const options = { method: 'POST', body: stream, duplex: 'half' } as RequestInit;
    const reply = await fetch(`http://127.0.0.1:${port()}`, options);
    expect(await reply.text()).toBe('request.too-large');
  });

  it('that falls silent is given up, and its connection with it', async () => {
    const { closed } = begin('Content-Length: 100', 'begun');
    await outcome();
    expect(outcomes).toEqual(['request.too-slow']);
    await closed;
  });

  it('that drips is given up after its time, however often a byte comes', async () => {
    const { socket, closed } = begin('Content-Length: 1000', 'begun');
    const drip = setInterval(() => socket.write('.'), 20);
    await outcome();
    clearInterval(drip);
    expect(outcomes).toEqual(['request.too-slow']);
    await closed;
  });

  it('that is cut off is refused', async () => {
    const { socket } = begin('Content-Length: 100', 'begun');
    setTimeout(() => socket.destroy(), 20);
    await outcome();
    expect(outcomes).toEqual(['upload.cut-off']);
  });

  it('whose sender went away before it was asked for is not waited for', async () => {
    before = (request) => new Promise((resolve) => request.once('close', resolve).once('error', () => {}));
    const { socket } = begin('Content-Length: 100', 'begun');
    setTimeout(() => socket.destroy(), 20);
    await outcome();
    expect(outcomes).toEqual(['upload.cut-off']);
  });

  it('that is compressed is refused', async () => {
    expect(await post(Buffer.from('x'), { 'content-encoding': 'gzip' })).toBe('request.encoding');
  });
});
