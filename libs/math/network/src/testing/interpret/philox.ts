type Words = readonly [number, number, number, number];

const multipliers = [0xd2511f53n, 0xcd9e8d57n] as const;
const weyl = [0x9e3779b9, 0xbb67ae85] as const;

/**
 * Philox 4x32-10: four words of 32 bits for a counter and a key.
 *
 * @see J. K. Salmon et al. (2011), Parallel Random Numbers: As Easy as 1, 2, 3
 */
export function philox(counter: Words, key: readonly [number, number]): Words {
  let words = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const first = multipliers[0] * BigInt(words[0]);
    const second = multipliers[1] * BigInt(words[2]);
    const [high0, low0] = [Number(first >> 32n), Number(first & 0xffffffffn)];
    const [high1, low1] = [Number(second >> 32n), Number(second & 0xffffffffn)];
    words = [(high1 ^ words[1] ^ k0) >>> 0, low1, (high0 ^ words[3] ^ k1) >>> 0, low0];
    k0 = (k0 + weyl[0]) >>> 0;
    k1 = (k1 + weyl[1]) >>> 0;
  }
  return words;
}

/** The first numbers in [0, 1) of a step: 23 bits of each word, as TensorFlow takes them. */
export function uniformNumbers(key: number, step: number, count: number): Float64Array {
  const numbers = new Float64Array(count);
  const upper = [step >>> 0, Math.floor(step / 2 ** 32)] as const;
  for (let i = 0; i < count; i++) {
    const words = philox([Math.floor(i / 4), 0, ...upper], [key, 0]);
    numbers[i] = (words[i % 4] & 0x7fffff) / 2 ** 23;
  }
  return numbers;
}
