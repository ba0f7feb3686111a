import { madd } from '../simd';
import { bytes } from './vector';

// Updates of variables, on whole vectors: the bytes up to the next multiple of 64 belong to nobody.

/** w ← w - rate · g */
export function descend(weights: usize, gradient: usize, rate: usize, from: i32, to: i32, _scratch: usize): void {
  const down = f32x4.splat(-load<f32>(rate));
  const end = bytes(to);
  for (let at = bytes(from); at < end; at += 16) {
    v128.store(weights + at, madd(down, v128.load(gradient + at), v128.load(weights + at)));
  }
}

/** v ← momentum · v - rate · g; w ← w + v */
export function descendWithMomentum(
  weights: usize,
  velocity: usize,
  gradient: usize,
  rate: usize,
  momentum: f32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const down = f32x4.splat(load<f32>(rate));
  const kept = f32x4.splat(momentum);
  const end = bytes(to);
  for (let at = bytes(from); at < end; at += 16) {
    const move = f32x4.mul(down, v128.load(gradient + at));
    const speed = f32x4.sub(f32x4.mul(kept, v128.load(velocity + at)), move);
    v128.store(velocity + at, speed);
    v128.store(weights + at, f32x4.add(v128.load(weights + at), speed));
  }
}

/** base^exponent of a whole exponent; in double precision, as 0.999^n is 1 - 0.001 n for long. */
function power(base: f64, exponent: i32): f64 {
  let result: f64 = 1;
  for (; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) !== 0) result *= base;
    base *= base;
  }
  return result;
}

/** Kingma and Ba, Adam, 2015, the form before section 2.1 ends: ε outside the correction. */
export function adam(
  weights: usize,
  first: usize,
  second: usize,
  gradient: usize,
  rateAt: usize,
  stepAt: usize,
  beta1: f64,
  beta2: f64,
  epsilon: f32,
  weightDecay: f64,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const rate = <f64>load<f32>(rateAt);
  const step = <i32>load<f32>(stepAt);
  const corrected = (rate * Math.sqrt(1 - power(beta2, step))) / (1 - power(beta1, step));
  const length = f32x4.splat(<f32>corrected);
  const new1 = f32x4.splat(<f32>(1 - beta1));
  const new2 = f32x4.splat(<f32>(1 - beta2));
  const shrunk = f32x4.splat(<f32>(1 - rate * weightDecay));
  const floor = f32x4.splat(epsilon);
  const end = bytes(to);
  for (let at = bytes(from); at < end; at += 16) {
    const g = v128.load(gradient + at);
    const oldM = v128.load(first + at);
    const oldV = v128.load(second + at);
    const m = madd(new1, f32x4.sub(g, oldM), oldM);
    const v = madd(new2, f32x4.sub(f32x4.mul(g, g), oldV), oldV);
    v128.store(first + at, m);
    v128.store(second + at, v);
    const move = f32x4.div(f32x4.mul(length, m), f32x4.add(f32x4.sqrt(v), floor));
    v128.store(weights + at, f32x4.sub(f32x4.mul(shrunk, v128.load(weights + at)), move));
  }
}

/** s ← ρ s + (1 - ρ) g²; w ← w - rate · g / (√s + ε) */
export function rmsProp(
  weights: usize,
  square: usize,
  gradient: usize,
  rate: usize,
  rho: f64,
  epsilon: f32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const length = f32x4.splat(load<f32>(rate));
  const fresh = f32x4.splat(<f32>(1 - rho));
  const floor = f32x4.splat(epsilon);
  const end = bytes(to);
  for (let at = bytes(from); at < end; at += 16) {
    const g = v128.load(gradient + at);
    const old = v128.load(square + at);
    const s = madd(fresh, f32x4.sub(f32x4.mul(g, g), old), old);
    v128.store(square + at, s);
    const move = f32x4.div(f32x4.mul(length, g), f32x4.add(f32x4.sqrt(s), floor));
    v128.store(weights + at, f32x4.sub(v128.load(weights + at), move));
  }
}
