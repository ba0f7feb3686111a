import { refusal } from './access-rules.ts';

const local = { host: '127.0.0.1:3333' };

describe('refusal, without HOST', () => {
  it.each(['localhost', 'localhost:3333', '127.0.0.1:3333', '127.8.9.1', '[::1]:3333', 'LOCALHOST:80'])(
    'serves the name %s of this machine',
    (host) => expect(refusal({ host }, false)).toBeNull(),
  );

  it.each([
    'attacker.example',
    'attacker.example:3333',
    'localhost.attacker.example',
    '127.0.0.1.nip.example',
    '10.0.0.4',
    '',
  ])('refuses the name "%s", which was made to point here', (host) =>
    expect(refusal({ host }, false)?.code).toBe('access.host'),
  );

  it('refuses a foreign name that came through the portal', () => {
    expect(refusal({ ...local, 'x-forwarded-host': 'attacker.example' }, false)?.code).toBe('access.host');
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:3333', 'http://[::1]:3000'])(
    'serves pages of %s',
    (origin) => expect(refusal({ ...local, origin }, false)).toBeNull(),
  );

  it.each(['https://attacker.example', 'http://localhost.attacker.example', 'null', 'file://', 'nonsense'])(
    'refuses pages of %s',
    (origin) => expect(refusal({ ...local, origin }, false)?.code).toBe('access.origin'),
  );

  it('refuses a picture of another site, which sends no Origin', () => {
    const headers = { ...local, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    expect(refusal(headers, false)?.code).toBe('access.origin');
  });

  it('lets a link of another site be followed, and programs without Origin in', () => {
    const followed = { ...local, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(refusal(followed, false)).toBeNull();
    expect(refusal(local, false)).toBeNull();
  });
});

describe('refusal, with HOST', () => {
  const outside = { host: 'mill.example:3333' };

  it('serves any name: the key decides', () => {
    expect(refusal(outside, true)).toBeNull();
  });

  it('serves pages of the address that is called, or of the portal that passes the call on', () => {
    expect(refusal({ ...outside, origin: 'http://mill.example:3333' }, true)).toBeNull();
    const passedOn = {
      ...local,
      'x-forwarded-host': 'mill.example:3000',
      origin: 'http://mill.example:3000',
    };
    expect(refusal(passedOn, true)).toBeNull();
  });

  it('refuses pages of any other address, this machine included', () => {
    expect(refusal({ ...outside, origin: 'http://mill.example:8080' }, true)?.code).toBe('access.origin');
    expect(refusal({ ...outside, origin: 'http://localhost:3333' }, true)?.code).toBe('access.origin');
  });
});
