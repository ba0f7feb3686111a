import { z } from 'zod';
import { readEnvironment, sharedVariables, withoutSecrets } from './environment.ts';

describe('withoutSecrets', () => {
  it('takes the password out of an address and leaves the rest to be found', () => {
    expect(withoutSecrets('{"err":"no route to postgresql://ann:s3cret@db.plant:5432/mw"}')).toBe(
      '{"err":"no route to postgresql://ann:***@db.plant:5432/mw"}',
    );
    expect(withoutSecrets('redis://:s3cret@cache')).toBe('redis://:***@cache');
  });

  it.each([
    ['a header', { 'x-api-key': 's3cret' }],
    ['a header in capitals', { Authorization: 'Bearer s3cret' }],
    ['a list of cookies', { 'set-cookie': ['a=s3cret; Path=/', 'b=s3cret'] }],
    ['a field', { body: { password: 's3"cret' } }],
    ['a field of a text that is JSON itself', { message: JSON.stringify({ token: 's3cret' }) }],
  ])('takes the value out of %s', (_, value) => {
    const line = withoutSecrets(JSON.stringify({ event: 'x', ...value, after: 1 }));
    expect(line).not.toMatch(/s3|cret/);
    expect(line).toContain('***');
    expect(JSON.parse(line)).toMatchObject({ event: 'x', after: 1 });
  });

  it('takes the secret of a webhook out of wherever it stands', () => {
    expect(withoutSecrets('{"err":"cannot sign with whsec_MfKQ9r8GKYqrTwjU+/a=="}')).toBe(
      '{"err":"cannot sign with whsec_***"}',
    );
  });

  it('leaves everything else as it is', () => {
    const line =
      '{"path":"/api/v1/runs","url":"http://localhost:3000/a@b","key":"name","model":"a:b@champion"}';
    expect(withoutSecrets(line)).toBe(line);
  });
});

describe('WEBHOOK_ALLOWED_HOSTS', () => {
  const { WEBHOOK_ALLOWED_HOSTS } = sharedVariables;
  const read = (text?: string) =>
    readEnvironment(z.object({ WEBHOOK_ALLOWED_HOSTS }), { WEBHOOK_ALLOWED_HOSTS: text })
      .WEBHOOK_ALLOWED_HOSTS;

  it('names nobody unless told otherwise', () => {
    expect([read(), read(''), read(' , ')]).toEqual([[], [], []]);
  });

  it('is a list of names and addresses, whatever their case', () => {
    expect(read('ERP.plant.local, 10.1.2.3,::1,[fd00::1]')).toEqual([
      'erp.plant.local',
      '10.1.2.3',
      '::1',
      '[fd00::1]',
    ]);
  });

  it.each(['http://erp', 'erp:8080', 'erp/hooks', 'user@erp', 'a b'])('refuses %s', (text) => {
    expect(() => read(text)).toThrow('WEBHOOK_ALLOWED_HOSTS: expected hosts such as');
  });
});
