import { classWeights } from './class-weights.ts';

describe('classWeights', () => {
  it('lets classes count alike: n / (K n_k)', () => {
    const [good, bad] = classWeights([200, 50]);
    expect(good).toBeCloseTo(250 / (2 * 200), 12);
    expect(bad).toBeCloseTo(250 / (2 * 50), 12);
  });

  it('never weighs a class over the cap, and keeps the mean over the examples at 1', () => {
    const counts = [1000, 10, 300];
    const weights = classWeights(counts, { cap: 5 });
    expect(weights[1] / weights[0]).toBeCloseTo(5, 12);
    expect(weights[2] / weights[0]).toBeCloseTo(1000 / 300, 12);
    const sum = counts.reduce((total, count, i) => total + count * weights[i], 0);
    expect(sum / 1310).toBeCloseTo(1, 12);
  });

  it('gives a class without examples no weight', () => {
    expect(classWeights([4, 0])).toEqual([1, 0]);
  });
});
