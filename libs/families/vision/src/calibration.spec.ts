import { fitTemperature, softened } from './calibration.ts';

describe('softened', () => {
  it('leaves probabilities alone at temperature 1', () => {
    softened([0.7, 0.2, 0.1], 1).forEach((p, i) => expect(p).toBeCloseTo([0.7, 0.2, 0.1][i], 12));
  });

  it('takes the root of the odds at temperature 2', () => {
    // Odds 0.9 : 0.1 = 9, √9 = 3, so 3/4 and 1/4.
    expect(softened([0.9, 0.1], 2)[0]).toBeCloseTo(0.75, 12);
  });

  it('keeps the order and the sum', () => {
    const [a, b, c] = softened([0.5, 0.3, 0.2], 4);
    expect(a).toBeGreaterThan(b);
    expect(b).toBeGreaterThan(c);
    expect(a + b + c).toBeCloseTo(1, 12);
  });
});

describe('fitTemperature', () => {
  it('finds the temperature at which certainty is the share that was right', () => {
    // Says 0.9 each time and is right in three of four: best is 3/4, which is temperature 2.
    const rows = Array.from({ length: 8 }, () => [0.9, 0.1]);
    const classes = [0, 0, 0, 1, 0, 0, 0, 1];
    expect(fitTemperature(rows, classes)).toBeCloseTo(2, 4);
  });

  it('never makes a model more certain', () => {
    expect(fitTemperature([[0.6, 0.4], [0.4, 0.6]], [0, 1])).toBe(1); // prettier-ignore
  });

  it('stops at 10 where a model was always sure and always wrong', () => {
    expect(fitTemperature([[1, 0], [1, 0]], [1, 1])).toBeCloseTo(10, 3); // prettier-ignore
  });
});
