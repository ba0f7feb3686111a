/** Places of the scores from the largest to the smallest. */
const descending = (scores: readonly number[]): number[] =>
  scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);

/** Calls `each` once per distinct score, largest first, with the number of positives and negatives that have it. */
function overDistinct(
  positive: readonly boolean[],
  scores: readonly number[],
  each: (positives: number, negatives: number) => void,
): void {
  const order = descending(scores);
  for (let i = 0; i < order.length;) {
    let positives = 0;
    const from = i;
    while (i < order.length && scores[order[i]] === scores[order[from]])
      if (positive[order[i++]]) positives++;
    each(positives, i - from - positives);
  }
}

/**
 * Area under the receiver operating characteristic: the chance that a random positive scores above a random negative,
 * equal scores counting half (Hanley and McNeil 1982). `NaN` where either is missing.
 */
export function rocAuc(positive: readonly boolean[], scores: readonly number[]): number {
  let pairs = 0;
  let above = 0;
  let seen = 0;
  overDistinct(positive, scores, (positives, negatives) => {
    above += negatives * (seen + positives / 2);
    seen += positives;
  });
  pairs = seen * (positive.length - seen);
  return pairs === 0 ? Number.NaN : above / pairs;
}

/**
 * Area under the precision-recall curve as average precision, Σ (R_n - R_{n-1}) P_n, without interpolation, as
 * scikit-learn's `average_precision_score` defines it. `NaN` without a positive.
 */
export function prAuc(positive: readonly boolean[], scores: readonly number[]): number {
  const total = positive.filter(Boolean).length;
  if (total === 0) return Number.NaN;
  let hits = 0;
  let taken = 0;
  let area = 0;
  overDistinct(positive, scores, (positives, negatives) => {
    hits += positives;
    taken += positives + negatives;
    area += (positives / total) * (hits / taken);
  });
  return area;
}

/** Smallest probability that counts: no example costs more than -ln 1e-15 ≈ 34.5. */
const least = 1e-15;

/** Mean of -ln p, p the probability that was given to what then was the truth. `NaN` for none. */
export function logLoss(probabilityOfTruth: readonly number[]): number {
  const sum = probabilityOfTruth.reduce((total, p) => total - Math.log(Math.max(least, p)), 0);
  return sum / probabilityOfTruth.length;
}
