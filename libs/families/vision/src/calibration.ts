/** Smallest probability that counts: more certain than this no network is. */
const least = 1e-7;

/** Probabilities of one example after division of their logarithms by the temperature, softmax(ln p / T). */
export function softened(probabilities: readonly number[], temperature: number): number[] {
  const powers = probabilities.map((p) => Math.max(least, p) ** (1 / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * The temperature in 1..10 at which held-out truths were least surprising (smallest log loss). It never falls below 1:
 * a model may become less certain by what it got wrong, never more certain because little was held out.
 *
 * @param probabilities - of each label, example by example
 * @param classes - place of the true label, example by example
 * @see C. Guo et al. (2017), On Calibration of Modern Neural Networks
 */
export function fitTemperature(
  probabilities: readonly (readonly number[])[],
  classes: readonly number[],
): number {
  const surprise = (logTemperature: number): number => {
    const temperature = Math.exp(logTemperature);
    return probabilities.reduce((sum, row, i) => sum - Math.log(softened(row, temperature)[classes[i]]), 0);
  };
  // Golden section: the log loss has one minimum over the temperature.
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0, Math.log(10)];
  for (let i = 0; i < 40; i++) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (surprise(left) <= surprise(right)) high = right;
    else low = left;
  }
  const found = (low + high) / 2;
  return surprise(0) <= surprise(found) ? 1 : Math.exp(found);
}
