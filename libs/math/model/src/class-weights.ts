/**
 * Weight of an example of each class so that classes count alike: n / (K n_k) as in scikit-learn's `balanced`
 * (King and Zeng 2001), but no class counts over `cap` times as much as the commonest one. Scaled so that the mean
 * over the examples is 1, which leaves the learning rate its meaning. Classes without an example weigh 0.
 *
 * @param counts - examples per class, n_k
 */
export function classWeights(counts: readonly number[], { cap = 10 }: { cap?: number } = {}): number[] {
  const largest = Math.max(...counts);
  const raw = counts.map((count) => (count === 0 ? 0 : Math.min(cap, largest / count)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weighed = counts.reduce((sum, count, i) => sum + count * raw[i], 0);
  return raw.map((weight) => (weight * total) / weighed);
}
