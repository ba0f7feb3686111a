import { logLoss, prAuc, rocAuc } from './scores.ts';

// The examples that scikit-learn's documentation works out for these functions.
const positive = [false, false, true, true];
const scores = [0.1, 0.4, 0.35, 0.8];

describe('rocAuc', () => {
  it('is the share of pairs in the right order', () => {
    expect(rocAuc(positive, scores)).toBeCloseTo(0.75, 12);
  });

  it('counts equal scores half', () => {
    expect(rocAuc([true, false], [0.3, 0.3])).toBe(0.5);
    // Pairs of the positives (1, 0.5) with the negatives (0.5, 0): 1, 1, ½, 1 of four.
    expect(rocAuc([true, true, false, false], [1, 0.5, 0.5, 0])).toBeCloseTo(3.5 / 4, 12);
  });

  it('is no number where one side is missing', () => {
    expect(rocAuc([true, true], [0.1, 0.2])).toBeNaN();
  });
});

describe('prAuc', () => {
  it('is the average precision', () => {
    // Down the ranking: hit (1/1), miss, hit (2/3): (1 + 2/3) / 2.
    expect(prAuc(positive, scores)).toBeCloseTo(5 / 6, 12);
  });

  it('is the share of positives where all scores are equal', () => {
    expect(prAuc([true, false, false, false], [0.5, 0.5, 0.5, 0.5])).toBeCloseTo(0.25, 12);
  });
});

describe('logLoss', () => {
  it('is the mean of -ln p of the truth', () => {
    expect(logLoss([0.9, 0.9, 0.8, 0.65])).toBeCloseTo(0.21616, 5);
  });

  it('stays finite where the truth was held impossible', () => {
    expect(logLoss([0])).toBeCloseTo(15 * Math.LN10, 10);
  });
});
