import fc from 'fast-check';
import { seeded } from '@millwright/tensors';
import type { Part } from '@millwright/contracts';
import { splitByClass } from '../index.ts';

const shares = { train: 0.7, validation: 0.15, test: 0.15 };
const repeat = (label: string, count: number): string[] => new Array<string>(count).fill(label);
const count = (split: readonly Part[], part: Part, where: (i: number) => boolean = () => true): number =>
  split.filter((given, i) => given === part && where(i)).length;

describe('splitByClass', () => {
  it('gives each part its share of each class', () => {
    const labels = [...repeat('good', 200), ...repeat('bad', 40)];
    const split = splitByClass({ labels, shares, random: seeded(1) });
    for (const [label, total] of [
      ['good', 200],
      ['bad', 40],
    ] as const)
      for (const [part, share] of Object.entries(shares) as [Part, number][])
        expect(Math.abs(count(split, part, (i) => labels[i] === label) - total * share)).toBeLessThanOrEqual(
          1,
        );
  });
  it('keeps equal groups together, whatever their labels', () => {
    const labels = ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'];
    const groups = [1, 1, 2, 2, 3, 3, 4, 4];
    const split = splitByClass({ labels, groups, shares: { train: 1, validation: 1 }, random: seeded(3) });
    for (let i = 0; i < 8; i += 2) expect(split[i]).toBe(split[i + 1]);
  });
  it('puts one of two pictures into validation, and a single one into training', () => {
    const labels = ['pair', 'pair', 'single', ...repeat('many', 50)];
    const split = splitByClass({ labels, shares, random: seeded(5) });
    expect(split.slice(0, 2).sort()).toEqual(['train', 'validation']);
    expect(split[2]).toBe('train');
  });
  it('repeats with its seed and changes with another', () => {
    const labels = repeat('good', 100);
    const [first, again, other] = [1, 1, 2].map((seed) =>
      splitByClass({ labels, shares, random: seeded(seed) }),
    );
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
  it('leaves the split of a class alone when another class is added', () => {
    const [few, more] = [repeat('good', 60), [...repeat('good', 60), ...repeat('bad', 60)]].map((labels) =>
      splitByClass({ labels, shares, random: seeded(9) }),
    );
    expect(more.slice(0, 60)).toEqual(few);
  });
  it.each([{ train: 0, test: 1 }, { train: 1, test: -0.1 }, { train: NaN }])(
    'refuses the shares %j',
    (wrong) => {
      expect(() => splitByClass({ labels: ['a'], shares: wrong, random: seeded(1) })).toThrow(/shares\./);
    },
  );
  it('refuses a list of groups of another length', () => {
    expect(() => splitByClass({ labels: ['a', 'b'], groups: [1], shares, random: seeded(1) })).toThrow(
      /groups/,
    );
  });

  const world = fc
    .array(fc.record({ label: fc.constantFrom('a', 'b', 'c'), group: fc.integer({ min: 0, max: 25 }) }), {
      minLength: 1,
      maxLength: 60,
    })
    .map((items) => items.map((item) => ({ ...item, group: `${item.label}${item.group}` })));
  it('holds for any data: every item has a part, groups stay whole, every class that can is in train and validation', () => {
    fc.assert(
      fc.property(world, fc.integer(), (items, seed) => {
        const [labels, groups] = [items.map(({ label }) => label), items.map(({ group }) => group)];
        const split = splitByClass({ labels, groups, shares, random: seeded(seed) });
        expect(split).toHaveLength(items.length);
        const partsOf = new Map<string, Set<Part>>();
        split.forEach((part, i) => partsOf.set(groups[i], (partsOf.get(groups[i]) ?? new Set()).add(part)));
        for (const found of partsOf.values()) expect(found.size).toBe(1);
        for (const label of new Set(labels)) {
          const own = new Set(groups.filter((_, i) => labels[i] === label));
          const inClass = (i: number) => labels[i] === label;
          expect(count(split, 'train', inClass)).toBeGreaterThan(0);
          if (own.size > 1) expect(count(split, 'validation', inClass)).toBeGreaterThan(0);
          if (own.size > 2) expect(count(split, 'test', inClass)).toBeGreaterThan(0);
        }
      }),
    );
  });
});
