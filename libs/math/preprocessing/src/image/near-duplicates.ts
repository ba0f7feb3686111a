import { AppError } from '@millwright/contracts';

/** Two pictures, by place, `a` < `b`, whose hashes differ in `distance` bits. */
export interface NearPair {
  readonly a: number;
  readonly b: number;
  readonly distance: number;
}

/** Bits that are set in a 32-bit number. */
function bitsSet(value: number): number {
  let n = value - ((value >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The bits `from` .. `from + width` (of 64, counted from the left) as a number. */
const slice = (high: number, low: number, from: number, width: number): number => {
  const all = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  return Number((all >> BigInt(64 - from - width)) & ((1n << BigInt(width)) - 1n));
};

/** Places by the value of their slice. */
function bucketsOf(slices: Float64Array): number[][] {
  const buckets = new Map<number, number[]>();
  slices.forEach((value, i) => {
    const bucket = buckets.get(value);
    if (bucket) bucket.push(i);
    else buckets.set(value, [i]);
  });
  return [...buckets.values()].filter((bucket) => bucket.length > 1);
}

/**
 * All pairs of 64-bit hashes (16 hexadecimal digits) that differ in at most `maxDistance` bits.
 *
 * Cut into maxDistance + 1 slices, two such hashes have one slice alike (pigeonhole), so only hashes that share a slice
 * are compared (Norouzi, Punjani and Fleet 2012, Multi-Index Hashing).
 *
 * @throws AppError `settings.invalid` where `maxDistance` is not a whole number in 0..31
 */
export function nearDuplicates(hashes: readonly string[], maxDistance: number): NearPair[] {
  if (!Number.isInteger(maxDistance) || maxDistance < 0 || maxDistance > 31)
    throw new AppError('settings.invalid', {
      setting: 'maxDistance',
      expected: 'a whole number from 0 to 31',
      received: maxDistance,
    });
  const high = Int32Array.from(hashes, (hash) => Number.parseInt(hash.slice(0, 8), 16) | 0);
  const low = Int32Array.from(hashes, (hash) => Number.parseInt(hash.slice(8), 16) | 0);
  const count = maxDistance + 1;
  const edges = Array.from({ length: count + 1 }, (_, i) => Math.floor((i * 64) / count));
  const slices = edges
    .slice(0, -1)
    .map((from, s) => Float64Array.from(hashes, (_, i) => slice(high[i], low[i], from, edges[s + 1] - from)));
  const pairs: NearPair[] = [];
  for (let s = 0; s < count; s++)
    for (const bucket of bucketsOf(slices[s]))
      for (let m = 1; m < bucket.length; m++)
        for (let n = 0; n < m; n++) {
          const [a, b] = [bucket[n], bucket[m]];
          const distance = bitsSet(high[a] ^ high[b]) + bitsSet(low[a] ^ low[b]);
          if (distance > maxDistance) continue;
          // A pair that shares several slices is reported by the first of them.
          let first = 0;
          while (slices[first][a] !== slices[first][b]) first++;
          if (first === s) pairs.push({ a, b, distance });
        }
  return pairs.sort((p, q) => p.a - q.a || p.b - q.b);
}

/**
 * Numbers the connected groups that pairs make of `count` items: equal numbers belong together, numbers in the order of
 * the first item. Suits as `groups` of `splitByClass`.
 */
export function connectedGroups(
  count: number,
  pairs: Iterable<{ readonly a: number; readonly b: number }>,
): number[] {
  const parent = Int32Array.from({ length: count }, (_, i) => i);
  const root = (item: number): number => {
    let at = item;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]];
    return at;
  };
  for (const { a, b } of pairs) {
    const [x, y] = [root(a), root(b)];
    parent[Math.max(x, y)] = Math.min(x, y);
  }
  const numbers = new Map<number, number>();
  return Array.from({ length: count }, (_, i) => {
    const at = root(i);
    if (!numbers.has(at)) numbers.set(at, numbers.size);
    return numbers.get(at)!;
  });
}
