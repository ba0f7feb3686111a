import { seeded } from '@millwright/tensors';
import { chooseThreshold, thresholdGoals } from './threshold.ts';

describe('chooseThreshold', () => {
  it('lies in the middle of the gap that separates the sides', () => {
    const { threshold, value } = chooseThreshold({
      positive: [false, false, true, true],
      scores: [0.1, 0.2, 0.6, 0.9],
    });
    expect(threshold).toBeCloseTo(0.4, 12);
    expect(value).toBe(1);
  });

  it('takes the widest of equally good gaps', () => {
    // Between 0.1 and 0.2 and between 0.3 and 0.9 three of four are right; the second gap is wider.
    const { threshold, value } = chooseThreshold({
      positive: [false, true, false, true],
      scores: [0.1, 0.2, 0.3, 0.9],
    });
    expect(threshold).toBeCloseTo(0.6, 12);
    expect(value).toBe(0.75);
  });

  it('does not let the commoner side decide where accuracies are balanced', () => {
    const positive = [true, ...Array.from({ length: 99 }, () => false)];
    const scores = positive.map((isPositive, i) => (isPositive || i > 89 ? 0.6 : 0.1));
    // Above 0.6 nothing is positive (balanced ½, accuracy 0.99); between 0.1 and 0.6: balanced (1 + 89/99) / 2, accuracy 0.9.
    expect(chooseThreshold({ positive, scores }).threshold).toBeCloseTo(0.35, 12);
    expect(chooseThreshold({ positive, scores, goal: 'accuracy' }).threshold).toBeCloseTo(0.8, 12);
  });

  it.each(thresholdGoals)('finds no less for %s than trying every threshold', (goal) => {
    const random = seeded(4);
    for (let round = 0; round < 40; round++) {
      const positive = Array.from({ length: 12 }, () => random.next() < 0.4);
      if (!positive.includes(true) || !positive.includes(false)) continue;
      const scores = positive.map(
        (isPositive) => Math.round(10 * (0.6 * random.next() + (isPositive ? 0.3 : 0))) / 10,
      );
      const count = (side: boolean, threshold: number): number =>
        scores.filter((score, i) => positive[i] === side && score >= threshold).length;
      const [positives, negatives] = [positive.filter(Boolean).length, positive.filter((p) => !p).length];
      const figure = (threshold: number): number => {
        const [hits, alarms] = [count(true, threshold), count(false, threshold)];
        if (goal === 'f1') return (2 * hits) / (hits + alarms + positives);
        const rejected = negatives - alarms;
        if (goal === 'accuracy') return (hits + rejected) / positive.length;
        return (hits / positives + rejected / negatives) / 2;
      };
      const { threshold, value } = chooseThreshold({ positive, scores, goal });
      const tried = Array.from({ length: 103 }, (_, i) => figure(i / 100 - 0.005));
      expect(value).toBeCloseTo(Math.max(...tried), 10);
      expect(figure(threshold)).toBeCloseTo(value, 10);
    }
  });

  it('stays in the middle where one side has no example', () => {
    expect(chooseThreshold({ positive: [true], scores: [0.2] }).threshold).toBe(0.5);
  });
});
