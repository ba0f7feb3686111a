import { suggestName } from './suggest-name.ts';

describe('suggestName', () => {
  it.each([
    ['casting/good/1.jpg', 'casting'],
    ['my parts (3).tar.gz', 'my-parts-3-'],
    ['铸件.zip', '铸件'],
    ['__MACOSX', 'MACOSX'],
    ['···', ''],
  ])('makes of %p the name %p', (path, name) => {
    expect(suggestName(path)).toBe(name);
  });
});
