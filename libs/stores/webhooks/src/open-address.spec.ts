import { destinationOf, hostOf, isNamed, isOpenAddress, refuseInside } from './open-address.ts';

describe('isOpenAddress', () => {
  it.each(['8.8.8.8', '172.15.255.255', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001:82a::200e'])(
    'lets %s through',
    (address) => {
      expect(isOpenAddress(address)).toBe(true);
    },
  );

  it.each([
    ['this machine', '127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '::1', '::'],
    [
      'private networks',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      'fc00::1',
      'fd12:3456::1',
    ],
    ['the own link', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'fec0::1'],
    [
      'metadata of clouds',
      '169.254.169.254',
      'fd00:ec2::254',
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
    ],
    ['carriers', '100.64.0.1', '100.127.255.255'],
    ['many at once', '224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
    [
      'documents, tests and nobody',
      '192.0.2.1',
      '198.18.0.1',
      '203.0.113.9',
      '240.0.0.1',
      '2001:db8::1',
      '100::1',
    ],
    [
      'version 4 inside 6',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:10.0.0.1',
      '::127.0.0.1',
      '::ffff:0:127.0.0.1',
    ],
    ['translated and tunnelled', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:7f00:1::'],
    ['nothing', '', 'localhost', '127.1', '2130706433', '0x7f000001', '8.8.8.8 '],
  ])('keeps away from %s', (...[, ...addresses]) => {
    expect(addresses.filter(isOpenAddress)).toEqual([]);
  });
});

describe('refuseInside', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://169.254.169.254/latest/meta-data',
    'http://①②⑦.⓪.⓪.①/',
    'http://localhost:5432/',
    'http://LOCALHOST./',
    'http://db.localhost/',
  ])('refuses %s', (url) => {
    expect(() => refuseInside(url, [])).toThrow(expect.objectContaining({ code: 'webhook.address' }));
  });

  it('lets names pass, which are looked at when they are resolved, and open addresses', () => {
    for (const url of ['https://erp.example/', 'http://8.8.8.8/', 'https://[2606:4700::1111]:8443/'])
      expect(() => refuseInside(url, [])).not.toThrow();
  });

  it('lets a host pass that is allowed by name, however it is written', () => {
    const allowed = ['10.1.2.3', '::1', 'localhost'];
    for (const url of ['http://10.1.2.3:8080/', 'http://167838211/', 'http://[0:0::1]/', 'http://LocalHost/'])
      expect(() => refuseInside(url, allowed)).not.toThrow();
    expect(() => refuseInside('http://10.1.2.4/', allowed)).toThrow();
  });
});

describe('isNamed', () => {
  it('knows a host by its whole name alone', () => {
    const allowed = ['erp.plant.local', '[fd00::1]'];
    expect(isNamed(hostOf('https://ERP.plant.local./x'), allowed)).toBe(true);
    expect(isNamed(hostOf('https://[fd00:0::1]/'), allowed)).toBe(true);
    for (const url of [
      'https://plant.local/',
      'https://x.erp.plant.local/',
      'https://erp.plant.local.evil.example/',
    ])
      expect(isNamed(hostOf(url), allowed)).toBe(false);
  });
});

describe('destinationOf', () => {
  it.each([
    ['https://ERP.example:8443/hooks?line=3', 'https://erp.example:8443/hooks?line=3'],
    ['http://8.8.8.8', 'http://8.8.8.8/'],
    ['http://0x08.8.8.8/', 'http://8.8.8.8/'],
  ])('reads %s as %s', (given, read) => {
    expect(destinationOf(given, [])).toBe(read);
  });

  it.each([
    'erp.example/hooks',
    'ftp://erp.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:secret@erp.example/',
    'https://user@erp.example/',
    'https://erp.example/#part',
    '',
  ])('refuses %s, and repeats no password', (given) => {
    expect(() => destinationOf(given, [])).toThrow(expect.objectContaining({ code: 'webhook.url' }));
    expect(() => destinationOf(given, [])).not.toThrow('secret');
  });

  it('refuses what leads inside', () => {
    expect(() => destinationOf('http://127.1/', [])).toThrow(
      expect.objectContaining({ code: 'webhook.address' }),
    );
  });
});
