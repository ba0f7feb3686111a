import { madd } from '../simd';

// For the gates of recurrent cells, inlined, with constants in memory: V8 builds a constant vector anew in several instructions for each use,
// and a gate has more constants than anything else. Absolute errors up to 2e-7: what counts where states are summed up.

/**
 * Bounds, 1 / ln 2, -ln 2 in two parts, the polynomial of Cephes `expf` (S. Moshier, 1989), 2, and 1.5 · 2^23: a number that is added to it
 * is rounded to a whole one, in the last bits.
 */
const constants = memory.data<f32>([
  87, -87, 1.44269504, -0.693359375, 2.12194440e-4, 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3,
  4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1, 2, 12582912,
]);

@inline
function constant(index: usize): v128 {
  return v128.load32_splat(constants + (index << 2));
}

@inline
function exponential(x: v128): v128 {
  const within = f32x4.pmax(f32x4.pmin(x, constant(0)), constant(1));
  const shifted = madd(within, constant(2), constant(13));
  const power = f32x4.sub(shifted, constant(13));
  let rest = madd(power, constant(3), within);
  rest = madd(power, constant(4), rest);
  let sum = madd(constant(5), rest, constant(6));
  sum = madd(sum, rest, constant(7));
  sum = madd(sum, rest, constant(8));
  sum = madd(sum, rest, constant(9));
  sum = madd(sum, rest, constant(10));
  sum = f32x4.add(madd(sum, f32x4.mul(rest, rest), rest), constant(11));
  // Times 2^power: all but the last bits of the whole number leave on the left.
  return i32x4.add(sum, i32x4.shl(shifted, 23));
}

@inline
export function sigmoidGate(x: v128): v128 {
  return f32x4.div(constant(11), f32x4.add(constant(11), exponential(f32x4.neg(x))));
}

@inline
export function tanhGate(x: v128): v128 {
  const grown = exponential(f32x4.add(x, x));
  return f32x4.sub(constant(11), f32x4.div(constant(12), f32x4.add(grown, constant(11))));
}
