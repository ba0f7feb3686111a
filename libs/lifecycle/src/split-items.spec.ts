import type { Finding } from '@millwright/contracts';
import { splitItems } from './split-items.ts';
import { itemsLike, repeated } from './testing/pictures.ts';

const labels = ['good', 'scratch'];
const balanced = (count: number) => repeated(count, (i) => ({ label: labels[i % 2] }));

const finding = (kind: Finding['kind'], groups: number[][]): Finding => ({
  kind,
  severity: 'warning',
  count: groups.length,
  details: {},
  groups,
  excludable: [],
});

describe('splitItems', () => {
  it('splits 70 / 15 / 15 by class where a version has no parts', () => {
    const split = splitItems(itemsLike(balanced(200)), [], 1);
    for (const label of labels) {
      const count = (items: { label: string }[]) => items.filter((item) => item.label === label).length;
      expect([split.train, split.validation, split.test].map(count)).toEqual([70, 15, 15]);
    }
  });

  it('puts every picture in exactly one part', () => {
    const split = splitItems(itemsLike(balanced(57)), [], 3);
    const indexes = [...split.train, ...split.validation, ...split.test].map(({ index }) => index);
    expect(indexes.sort((a, b) => a - b)).toEqual(repeated(57, (i) => i));
  });

  it('keeps the test part of a version and takes validation from its training part alone', () => {
    const rows = repeated(100, (i) => ({
      label: labels[i % 2],
      part: i < 60 ? ('train' as const) : ('test' as const),
    }));
    const split = splitItems(itemsLike(rows), [], 1);
    expect(split.test.map(({ index }) => index)).toEqual(repeated(40, (i) => i + 60));
    expect(split.train.length + split.validation.length).toBe(60);
    expect(split.validation.length).toBeGreaterThan(0);
  });

  it('keeps all three parts of a version as they are', () => {
    const parts = ['train', 'validation', 'test'] as const;
    const rows = repeated(60, (i) => ({ label: labels[i % 2], part: parts[i % 3] }));
    const split = splitItems(itemsLike(rows), [], 1);
    for (const part of parts) expect(split[part].every((item) => item.part === part)).toBe(true);
    expect(split.duplicates.size).toBe(0);
  });

  it('never parts copies or near copies of a picture', () => {
    const copies = repeated(120, (i) => ({
      label: labels[i % 2],
      hash: `copy-${Math.floor(i / 4)}-${i % 2}`,
    }));
    const near = finding(
      'near-duplicate',
      repeated(30, (i) => [4 * i, 4 * i + 1]),
    );
    for (let seed = 0; seed < 10; seed++) {
      const split = splitItems(itemsLike(copies), [near], seed);
      const partOf = new Map<number, string>();
      for (const part of ['train', 'validation', 'test'] as const)
        for (const { index } of split[part]) partOf.set(index, part);
      for (let i = 0; i < 120; i += 4)
        expect(new Set([i, i + 1, i + 2, i + 3].map((index) => partOf.get(index))).size).toBe(1);
    }
  });

  it('tells which test pictures of a given part are copies of what is learned from', () => {
    const rows = [
      ...repeated(20, (i) => ({ label: labels[i % 2], part: 'train' as const })),
      { label: 'good', part: 'test' as const, hash: '0'.padStart(64, '0') }, // the bytes of picture 0
      ...repeated(5, () => ({ label: 'good', part: 'test' as const })),
    ];
    const decodedAlike = finding('train-test-duplicate', [[3, 22]]);
    const similar = finding('train-test-near-duplicate', [[4, 23]]);
    const { duplicates } = splitItems(itemsLike(rows), [decodedAlike, similar], 1);
    expect([...duplicates].sort()).toEqual([20, 22]);
  });

  it('gives the same parts for the same seed and others for another', () => {
    const items = itemsLike(balanced(100));
    const test = (seed: number) => splitItems(items, [], seed).test.map(({ index }) => index);
    expect(test(1)).toEqual(test(1));
    expect(test(1)).not.toEqual(test(2));
  });
});
