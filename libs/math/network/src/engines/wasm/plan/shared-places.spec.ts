import { seeded } from '@millwright/tensors';
import { aligned, sharedPlaces, type Stay } from './shared-places.ts';

const stay = (bytes: number, first: number, last: number): Stay => ({ bytes, first, last });

describe('sharedPlaces', () => {
  it('lets what does not meet in time share a place', () => {
    const [early, late, always] = [stay(640, 0, 1), stay(640, 2, 3), stay(64, 0, 3)];
    const { places, bytes } = sharedPlaces([early, late, always]);
    expect(places.get(early)).toBe(places.get(late));
    expect(bytes).toBe(640 + 64);
  });

  it('fills a gap between larger ones', () => {
    const [large, small, later] = [stay(1280, 0, 2), stay(256, 1, 1), stay(640, 3, 3)];
    expect(sharedPlaces([large, small, later]).bytes).toBe(1280 + 256);
  });

  it.each([1, 2, 3, 4, 5])('keeps apart what meets in time, random case %i', (seed) => {
    const random = seeded(seed);
    const draw = (end: number): number => Math.floor(random.next() * end);
    const stays = Array.from({ length: 60 }, () => {
      const first = draw(40);
      return stay(1 + draw(4000), first, first + draw(8));
    });
    const { places, bytes } = sharedPlaces(stays);
    const at = (one: Stay): number => places.get(one) as number;
    for (const a of stays) {
      expect(at(a) % 64).toBe(0);
      expect(at(a) + a.bytes).toBeLessThanOrEqual(bytes);
      for (const b of stays) {
        const meets = a !== b && a.first <= b.last && b.first <= a.last;
        const overlaps = at(a) < at(b) + b.bytes && at(b) < at(a) + a.bytes;
        expect(meets && overlaps).toBe(false);
      }
    }
    // No plan can do with less than what lives at one step, and sharing must pay.
    const alive = Array.from({ length: 48 }, (_, step) =>
      stays.filter(({ first, last }) => first <= step && step <= last),
    ).map((living) => living.reduce((sum, one) => sum + aligned(one.bytes), 0));
    expect(bytes).toBeGreaterThanOrEqual(Math.max(...alive));
    expect(bytes).toBeLessThan(stays.reduce((sum, one) => sum + one.bytes, 0) / 2);
  });
});
