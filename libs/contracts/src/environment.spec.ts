import { withoutSecrets } from './environment.ts';

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

  it('leaves everything else as it is', () => {
    const line =
      '{"path":"/api/v1/runs","url":"http://localhost:3000/a@b","key":"name","model":"a:b@champion"}';
    expect(withoutSecrets(line)).toBe(line);
  });
});
