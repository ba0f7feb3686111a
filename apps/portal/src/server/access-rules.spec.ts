import { refusal } from './access-rules.mjs';

const local = { exposed: false };
const ask = (url: string, headers: Record<string, string>, method = 'GET') => ({
  method,
  url,
  headers: { host: 'localhost:3000', ...headers },
});

describe('refusal', () => {
  it.each(['localhost', 'localhost:3000', '127.0.0.1:8080', '[::1]:3000', 'LOCALHOST:3000'])(
    'serves this machine by the name %s',
    (host) => {
      expect(refusal(ask('/en', { host }), local)).toBeNull();
    },
  );

  it.each(['evil.example:3000', 'localhost.evil.example', '192.168.1.9:3000', ''])(
    'refuses the host name %p while HOST is not set',
    (host) => {
      expect(refusal(ask('/en', { host }), local)?.code).toBe('access.host');
    },
  );

  it('serves any host name once HOST is set', () => {
    expect(refusal(ask('/en', { host: 'plant.example' }), { exposed: true })).toBeNull();
  });

  it.each(['POST', 'PUT', 'DELETE'])('refuses %s from a page elsewhere, also on another port', (method) => {
    for (const origin of ['https://evil.example', 'http://localhost:8080', 'null'])
      expect(refusal(ask('/api/v1/runs', { origin }, method), local)?.code).toBe('access.origin');
    expect(refusal(ask('/api/v1/runs', { origin: 'http://localhost:3000' }, method), local)).toBeNull();
  });

  it('keeps the origin rule when HOST is set', () => {
    const request = ask('/api/v1/runs', { host: 'plant.example', origin: 'http://evil.example' }, 'POST');
    expect(refusal(request, { exposed: true })?.code).toBe('access.origin');
  });

  it('refuses an event stream to a page elsewhere', () => {
    const headers = { accept: 'text/event-stream', origin: 'http://evil.example' };
    expect(refusal(ask('/api/v1/events', headers), local)?.code).toBe('access.origin');
  });

  it('lets a back end without an Origin header call the api', () => {
    expect(refusal(ask('/v2/models/m/infer', {}, 'POST'), local)).toBeNull();
  });

  it('refuses a picture of the api on a page elsewhere, yet follows a link', () => {
    const picture = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(refusal(ask('/api/v1/datasets', picture), local)?.code).toBe('access.origin');
    expect(refusal(ask('/en/datasets', link), local)).toBeNull();
  });
});
