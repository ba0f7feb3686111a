import { scheduleFactor } from './schedule.ts';

describe('scheduleFactor', () => {
  it('is 1 throughout where it is constant', () => {
    expect([0, 5, 9].map((step) => scheduleFactor({ kind: 'constant' }, step, 10))).toEqual([1, 1, 1]);
  });
  it('follows half a cosine: 1 at first, a half in the middle, near 0 at the end', () => {
    const at = (step: number): number => scheduleFactor({ kind: 'cosine' }, step, 100);
    expect(at(0)).toBe(1);
    expect(at(50)).toBeCloseTo(0.5, 12);
    expect(at(25)).toBeCloseTo((1 + Math.SQRT1_2) / 2, 12);
    expect(at(99)).toBeCloseTo((1 - Math.cos(Math.PI / 100)) / 2, 12);
  });
  it('rises in a straight line over the warm-up first, and ends at its floor', () => {
    const at = (step: number): number =>
      scheduleFactor({ kind: 'cosine', warmUpSteps: 4, floor: 0.1 }, step, 24);
    expect([0, 1, 2, 3].map(at)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(at(4)).toBe(1);
    expect(at(14)).toBeCloseTo(0.55, 12);
    expect(at(24)).toBeCloseTo(0.1, 12);
  });
});
