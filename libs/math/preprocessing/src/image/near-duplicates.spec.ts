import fc from 'fast-check';
import { seeded } from '@millwright/tensors';
import { connectedGroups, nearDuplicates } from '../index.ts';

/** Bits that differ, by counting them one by one. */
const distanceOf = (a: string, b: string): number =>
  (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length;
const hashes = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 8 })),
    { maxLength: 30 },
  )
  .map((items) =>
    items.map(([base, flips]) =>
      flips
        .reduce((hash, bit) => hash ^ (1n << BigInt(bit)), 0x0123456789abcdefn * BigInt(base))
        .toString(16)
        .padStart(16, '0')
        .slice(-16),
    ),
  );

describe('nearDuplicates', () => {
  it('holds for any hashes: the same pairs as comparing each with each', () => {
    fc.assert(
      fc.property(hashes, fc.integer({ min: 0, max: 12 }), (all, maxDistance) => {
        const expected = all.flatMap((hash, b) =>
          all.slice(0, b).flatMap((other, a) => {
            const distance = distanceOf(other, hash);
            return distance <= maxDistance ? [{ a, b, distance }] : [];
          }),
        );
        expect(nearDuplicates(all, maxDistance)).toEqual(expected.sort((p, q) => p.a - q.a || p.b - q.b));
      }),
    );
  });
  it('searches 10,000 random hashes in well under a second, and finds the planted pair', () => {
    const random = seeded(4);
    const word = () =>
      random
        .integer(2 ** 32)
        .toString(16)
        .padStart(8, '0');
    const all = Array.from({ length: 10_000 }, () => word() + word());
    all[9000] = (BigInt(`0x${all[17]}`) ^ 0b1011n).toString(16).padStart(16, '0');
    const start = performance.now();
    expect(nearDuplicates(all, 6)).toContainEqual({ a: 17, b: 9000, distance: 3 });
    expect(performance.now() - start).toBeLessThan(2000);
  });
  it('refuses a distance that is no whole number of bits', () => {
    expect(() => nearDuplicates([], 2.5)).toThrow(/maxDistance/);
  });
});

describe('connectedGroups', () => {
  it('joins what pairs join, numbered by their first item', () => {
    const pairs = [
      { a: 1, b: 4 },
      { a: 4, b: 2 },
      { a: 0, b: 5 },
    ];
    expect(connectedGroups(6, pairs)).toEqual([0, 1, 1, 2, 1, 0]);
  });
});
