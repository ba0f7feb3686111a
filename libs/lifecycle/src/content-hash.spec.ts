import { contentHash } from './content-hash.ts';
import { itemsLike } from './testing/pictures.ts';

const items = itemsLike([{ label: 'good', part: 'train' }, { label: 'bad' }]);

describe('contentHash', () => {
  it('is the SHA-256 of one JSON line per picture, ordered by path (sha256sum of those lines)', () => {
    // printf '["bad/1.png","bad",null,"0…1"]\n["good/0.png","good","train","0…0"]\n' | sha256sum
    expect(contentHash(items)).toBe('bae84da453953fbce840afece0071e80266a2525d6a711e71cabfd3c096a2925');
  });

  it('does not depend on the order in which pictures came', () => {
    expect(contentHash([...items].reverse())).toBe(contentHash(items));
  });

  it.each(['path', 'label', 'part', 'hash'] as const)('changes with the %s of a picture', (field) => {
    const changed = [{ ...items[0], [field]: field === 'part' ? 'test' : 'other' }, items[1]];
    expect(contentHash(changed)).not.toBe(contentHash(items));
  });
});
