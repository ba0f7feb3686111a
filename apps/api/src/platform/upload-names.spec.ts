import { checkUploadPath } from './upload-names.ts';

const codeOf = (path: string) => {
  const checked = checkUploadPath(path);
  return typeof checked === 'string' ? checked : checked.code;
};

describe('checkUploadPath', () => {
  it.each([
    ['good/part 1.jpg', 'good/part 1.jpg'],
    ['./good//part.jpg', 'good/part.jpg'],
    ['划痕/零件.png', '划痕/零件.png'],
    ['a..b/c...jpg', 'a..b/c...jpg'],
  ])('keeps %s as %s', (path, kept) => expect(checkUploadPath(path)).toBe(kept));

  it.each([
    '../etc/passwd',
    'good/../../x.jpg',
    '..\\windows\\x.jpg',
    'good\\..\\..\\x.jpg',
    '/etc/passwd',
    '\\\\server\\share\\x.jpg',
    'C:\\x.jpg',
    'c:/x.jpg',
    'a\0b.jpg',
    'line\nbreak.jpg',
    '',
    './',
    'x'.repeat(2000),
  ])('refuses %j, which means a place outside the upload or none', (path) =>
    expect(codeOf(path)).toBe('file.unsafe-name'),
  );

  it('refuses a name that was not UTF-8', () => {
    const latin1 = new TextDecoder().decode(
      Uint8Array.from([0x67, 0x72, 0xfc, 0x6e, 0x2e, 0x6a, 0x70, 0x67]),
    );
    expect(codeOf(latin1)).toBe('file.name-encoding');
  });
});
