// Philox 4x32-10 (J. Salmon, M. Moraes, R. Dror, D. Shaw 2011, Parallel random numbers: as easy as 1, 2, 3).
import { at } from './rows';

/**
 * Even numbers in [0, 1): the lower 23 bits of a word become the mantissa of a number in [1, 2), as TensorFlow does it. A step is one
 * block of four. `step`: address of the number of the step, a whole float.
 */
export function uniformBlocks(step: usize, y: usize, key: i32, from: i32, to: i32, scratch: usize): void {
  const number = <u64>load<f32>(step);
  for (let block = from; block < to; block++) {
    let c0 = <u32>block;
    let c1: u32 = 0;
    let c2 = <u32>number;
    let c3 = <u32>(number >> 32);
    let k0 = <u32>key;
    let k1: u32 = 0;
    for (let round = 0; round < 10; round++) {
      const p = <u64>0xd2511f53 * <u64>c0;
      const q = <u64>0xcd9e8d57 * <u64>c2;
      const next0 = <u32>(q >> 32) ^ c1 ^ k0;
      const next2 = <u32>(p >> 32) ^ c3 ^ k1;
      c1 = <u32>q;
      c3 = <u32>p;
      c0 = next0;
      c2 = next2;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    const words = i32x4.replace_lane(
      i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(<i32>c0), 1, <i32>c1), 2, <i32>c2), 3, <i32>c3,
    );
    const mantissa = v128.and(words, i32x4.splat(0x007fffff));
    const one = v128.or(mantissa, i32x4.splat(0x3f800000));
    v128.store(at(y, block * 4), f32x4.sub(one, f32x4.splat(1)));
  }
}
