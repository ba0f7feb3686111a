import { seeded } from './random.ts';

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seeded', () => {
  it('repeats its sequence for an equal seed, and gives another one for another seed', () => {
    const [one, same, other] = [seeded(7), seeded(7), seeded(8)];
    const first = draws(20, one.next);
    expect(draws(20, same.next)).toEqual(first);
    expect(draws(20, other.next)).not.toEqual(first);
  });
  it('draws uniform numbers in [0, 1) whose mean and variance are those of the uniform distribution', () => {
    const random = seeded(1);
    const values = draws(100_000, random.next);
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(values.every((value) => value < 1)).toBe(true);
    // The mean of n uniform numbers has a standard error of 1 / √(12 n), here 0.0009; six of them.
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(0.0055);
    expect(Math.abs(mean(values.map((value) => (value - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.002);
  });
  it('draws normal numbers of mean 0, variance 1, and 68.27 % within one standard deviation', () => {
    const random = seeded(2);
    const values = draws(100_000, random.normal);
    expect(Math.abs(mean(values))).toBeLessThan(0.019);
    expect(Math.abs(mean(values.map((value) => value * value)) - 1)).toBeLessThan(0.027);
    const within = mean(values.map((value) => (Math.abs(value) < 1 ? 1 : 0)));
    expect(Math.abs(within - 0.6827)).toBeLessThan(0.009);
  });
  it('draws each integer below its bound about equally often', () => {
    const random = seeded(3);
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 50_000; i++) counts[random.integer(5)] += 1;
    // Binomial: 10,000 expected, standard deviation 89; six of them.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(540);
  });
  it('shuffles into a new array with the same items', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = seeded(4).shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort()).toEqual(items);
    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
  it('forks by name, whatever was drawn before', () => {
    const [one, other] = [seeded(5), seeded(5)];
    draws(10, one.next);
    expect(one.fork('weights').next()).toBe(other.fork('weights').next());
    expect(other.fork('weights').next()).not.toBe(other.fork('dropout').next());
  });
});
