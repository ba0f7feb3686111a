import { AppError } from '@millwright/contracts';

export const thresholdGoals = ['balancedAccuracy', 'f1', 'accuracy'] as const;
export type ThresholdGoal = (typeof thresholdGoals)[number];

interface Counts {
  /** Positives at or above the threshold, and all positives. */
  readonly hits: number;
  readonly positives: number;
  /** Negatives at or above the threshold, and all negatives. */
  readonly alarms: number;
  readonly negatives: number;
}

const goals: Readonly<Record<ThresholdGoal, (counts: Counts) => number>> = {
  balancedAccuracy: ({ hits, positives, alarms, negatives }) =>
    (hits / positives + (negatives - alarms) / negatives) / 2,
  f1: ({ hits, positives, alarms }) => (2 * hits) / (positives + hits + alarms),
  accuracy: ({ hits, positives, alarms, negatives }) => (hits + negatives - alarms) / (positives + negatives),
};

export interface ScoredExamples {
  readonly positive: readonly boolean[];
  /** 0..1, larger for what is rather positive. */
  readonly scores: readonly number[];
  readonly goal?: ThresholdGoal;
}

/**
 * The threshold (score ≥ threshold: positive) that serves the goal best on held-out examples. Among equally good ones
 * it lies in the middle of the widest gap between neighbouring scores, as far from every example as can be.
 *
 * @returns the threshold and the figure it reaches; 0.5 where one side has no example
 * @throws AppError `tensor.shape` where the lists differ in length
 */
export function chooseThreshold({ positive, scores, goal = 'balancedAccuracy' }: ScoredExamples): {
  threshold: number;
  value: number;
} {
  if (positive.length !== scores.length)
    throw new AppError('tensor.shape', {
      what: 'scores',
      expected: `[${positive.length}]`,
      received: `[${scores.length}]`,
      dimension: 0,
    });
  const positives = positive.filter(Boolean).length;
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return { threshold: 0.5, value: Number.NaN };
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  let hits = 0;
  let alarms = 0;
  let best = { threshold: 0.5, value: -1, gap: -1 };
  // From the largest score down: a threshold between each score and the next one below, and beyond both ends.
  for (let taken = 0; taken <= order.length; taken++) {
    const upper = taken === 0 ? 1 : scores[order[taken - 1]];
    const lower = taken === order.length ? 0 : scores[order[taken]];
    const gap = upper - lower;
    if (gap > 0) {
      const value = goals[goal]({ hits, positives, alarms, negatives });
      const better = value > best.value + 1e-12;
      const alike = Math.abs(value - best.value) <= 1e-12;
      if (better || (alike && gap > best.gap)) best = { threshold: (upper + lower) / 2, value, gap };
    }
    if (taken < order.length) {
      if (positive[order[taken]]) hits++;
      else alarms++;
    }
  }
  return { threshold: best.threshold, value: best.value };
}
