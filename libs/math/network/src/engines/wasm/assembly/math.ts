// Functions of four values at once, after Cephes (S. Moshier, Methods and Programs for Mathematical Functions, 1989).
import { madd } from './simd';

// Read from memory as part of the instruction that uses it, a constant costs a quarter less time than one in the code.
const constants = memory.data<f32>([
  -120, 120, 1.44269504088896341, 12582912, 0.693359375, -2.12194440e-4, 1.9875691500e-4, 1.3981999507e-3,
  8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1, 1.17549435e-38, 16777216, 24,
  7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1, -0.5, Infinity, 0, -Infinity, NaN, -5.70498872745e-3,
  2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1, 2, -0.0, 0.625,
]);

@inline
function c(index: i32): v128 {
  return v128.load32_splat(constants + ((<usize>index) << 2));
}

/** 2^n for whole n in -126 … 127 */
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** Within 2 units in the last place; 0 and infinity where float32 ends. */
@inline
export function exp4(x: v128): v128 {
  // Beyond these the result is 0 or infinite anyway, and n stays where half of it is a power of float32. NaN stays NaN.
  const bound = f32x4.pmin(f32x4.pmax(x, c(0)), c(1));
  // Behind 1.5 · 2^23 a number has no digits after the point: adding it rounds, and leaves n in the lowest bits.
  const rounded = f32x4.add(f32x4.mul(bound, c(2)), c(3));
  const n = f32x4.sub(rounded, c(3));
  let r = f32x4.sub(bound, f32x4.mul(n, c(4)));
  r = f32x4.sub(r, f32x4.mul(n, c(5)));
  let p = c(6);
  p = madd(p, r, c(7));
  p = madd(p, r, c(8));
  p = madd(p, r, c(9));
  p = madd(p, r, c(10));
  p = madd(p, r, c(11));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), c(12));
  // In two steps: 2^n alone may lie outside of float32 where the result does not.
  const whole = i32x4.sub(rounded, i32x4.splat(0x4b400000));
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/** Within 2 units in the last place; -infinity at 0, NaN below. */
@inline
export function log4(x: v128): v128 {
  // Numbers below the normal ones have no exponent of their own: lift them.
  const tiny = f32x4.lt(x, c(13));
  const lifted = v128.bitselect(f32x4.mul(x, c(14)), x, tiny);
  // Mantissa in √½ … √2, so that no digits are lost near 1.
  const bits = i32x4.sub(lifted, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.shr_s(bits, 23);
  const mantissa = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  let e = f32x4.convert_i32x4_s(exponent);
  e = f32x4.sub(e, v128.and(tiny, c(15)));
  const r = f32x4.sub(mantissa, c(12));
  const square = f32x4.mul(r, r);
  let p = c(16);
  p = madd(p, r, c(17));
  p = madd(p, r, c(18));
  p = madd(p, r, c(19));
  p = madd(p, r, c(20));
  p = madd(p, r, c(21));
  p = madd(p, r, c(22));
  p = madd(p, r, c(23));
  p = madd(p, r, c(24));
  p = f32x4.mul(f32x4.mul(p, r), square);
  p = madd(e, c(5), p);
  p = madd(square, c(25), p);
  const y = madd(e, c(4), f32x4.add(r, p));
  const infinite = f32x4.eq(x, c(26));
  const zero = f32x4.eq(x, c(27));
  // Also where x is NaN: neither below nor at least 0.
  const wrong = v128.not(f32x4.ge(x, c(27)));
  let result = v128.bitselect(x, y, infinite);
  result = v128.bitselect(c(28), result, zero);
  return v128.bitselect(c(29), result, wrong);
}

@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(c(12), f32x4.add(c(12), exp4(f32x4.neg(x))));
}

@inline
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x);
  // Near 0 the quotient would lose digits.
  const square = f32x4.mul(x, x);
  let p = c(30);
  p = madd(p, square, c(31));
  p = madd(p, square, c(32));
  p = madd(p, square, c(33));
  p = madd(p, square, c(34));
  const near = madd(f32x4.mul(p, square), x, x);
  const quotient = f32x4.div(c(35), f32x4.add(exp4(f32x4.add(size, size)), c(12)));
  const far = v128.or(f32x4.sub(c(12), quotient), v128.and(x, c(36)));
  return v128.bitselect(near, far, f32x4.lt(size, c(37)));
}

/** log(1 + exp x) */
export function softplus4(x: v128): v128 {
  const u = exp4(f32x4.neg(f32x4.abs(x)));
  const w = f32x4.add(u, c(12));
  // log(1 + u) with the rounding of 1 + u taken out (W. Kahan; D. Goldberg 1991, theorem 4).
  const difference = f32x4.sub(w, c(12));
  const corrected = f32x4.div(f32x4.mul(u, log4(w)), difference);
  const rest = v128.bitselect(u, corrected, f32x4.eq(difference, c(27)));
  return f32x4.add(f32x4.max(x, c(27)), rest);
}
