import type { Interval } from '@millwright/contracts';

/** 97.5 % point of the standard normal distribution: 95 % lie within ± this. */
const z = 1.959963984540054;

/**
 * 95 % interval of a share seen as `hits` of `n` (E. B. Wilson 1927): it never leaves 0..1 and stays honest for few
 * examples and for shares near 0 or 1, where the usual ± does not. `[0, 1]` where n is 0.
 */
export function wilsonInterval(hits: number, n: number): Interval {
  if (n === 0) return [0, 1];
  const share = hits / n;
  const widened = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / widened;
  const half = (z / widened) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  // The closed form gives exactly 0 and 1 at the ends; rounding does not.
  return [hits === 0 ? 0 : centre - half, hits === n ? 1 : centre + half];
}
