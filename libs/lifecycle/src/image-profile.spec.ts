import { imageProfile, unreadableFinding } from './image-profile.ts';
import { itemsLike } from './testing/pictures.ts';

const items = itemsLike([
  { label: 'scratch', part: 'train' },
  { label: 'good', part: 'train' },
  { label: 'good', part: 'test' },
  { label: 'good' },
]).map((item, i) => ({ ...item, width: [8, 32, 16, 24][i], height: 10, channels: i === 3 ? 3 : 1 }));

describe('imageProfile', () => {
  it('counts each class per part, classes by name', () => {
    expect(imageProfile(items).classes).toEqual([
      { label: 'good', total: 3, train: 1, validation: 0, test: 1, unassigned: 1 },
      { label: 'scratch', total: 1, train: 1, validation: 0, test: 0, unassigned: 0 },
    ]);
  });

  it('gives least, middle and largest size, the bytes, and whether any picture has colour', () => {
    expect(imageProfile(items)).toMatchObject({
      width: { min: 8, median: 24, max: 32 },
      height: { min: 10, median: 10, max: 10 },
      bytes: 400,
      colour: true,
    });
    expect(imageProfile(items.slice(0, 3)).colour).toBe(false);
  });

  it('of no pictures is empty', () => {
    expect(imageProfile([])).toMatchObject({ classes: [], width: { min: 0, median: 0, max: 0 }, bytes: 0 });
  });
});

describe('unreadableFinding', () => {
  it('counts the files that were left out, and is absent where there are none', () => {
    const problem = { code: 'image.unreadable', params: {}, file: 'a.png' } as const;
    expect(unreadableFinding([problem, problem])).toMatchObject([{ kind: 'unreadable', count: 2 }]);
    expect(unreadableFinding([])).toEqual([]);
  });
});
