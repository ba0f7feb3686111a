import { madd } from '../simd';
import { sigmoidGate, tanhGate } from './activations';
import { bytes } from './vector';
import { give, take } from './vector-part';

// One step of one row. `z`, with the products of the input and the bias, becomes what the gradient needs; `s` has the products of the
// state before; `before` is that state, at the start of a sequence a row of zeros.

/** z: i f c o, then the cell and its tangent; `cell` is the cell before. */
export function lstmStep(z: usize, s: usize, cell: usize, state: usize, units: i32): void {
  const gate = bytes(units);
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const at = bytes(unit);
    const zi = z + at;
    const zf = zi + gate;
    const zc = zf + gate;
    const zo = zc + gate;
    const input = sigmoidGate(f32x4.add(take(zi, count), take(s + at, count)));
    const forget = sigmoidGate(f32x4.add(take(zf, count), take(s + at + gate, count)));
    const fresh = tanhGate(f32x4.add(take(zc, count), take(s + at + gate * 2, count)));
    const output = sigmoidGate(f32x4.add(take(zo, count), take(s + at + gate * 3, count)));
    const next = madd(forget, take(cell + at, count), f32x4.mul(input, fresh));
    const tangent = tanhGate(next);
    give(zi, input, count);
    give(zf, forget, count);
    give(zc, fresh, count);
    give(zo, output, count);
    give(zo + gate, next, count);
    give(zo + gate * 2, tangent, count);
    give(state + at, f32x4.mul(output, tangent), count);
  }
}

/** z: z r h, then what the reset multiplied. */
export function gruStep(z: usize, s: usize, before: usize, state: usize, units: i32): void {
  const gate = bytes(units);
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const at = bytes(unit);
    const zz = z + at;
    const zr = zz + gate;
    const zh = zr + gate;
    const keep = sigmoidGate(f32x4.add(take(zz, count), take(s + at, count)));
    const reset = sigmoidGate(f32x4.add(take(zr, count), take(s + at + gate, count)));
    const inner = take(s + at + gate * 2, count);
    const fresh = tanhGate(madd(reset, inner, take(zh, count)));
    give(zz, keep, count);
    give(zr, reset, count);
    give(zh, fresh, count);
    give(zh + gate, inner, count);
    // z · h + (1 - z) · fresh
    give(state + at, madd(keep, f32x4.sub(take(before + at, count), fresh), fresh), count);
  }
}

export function simpleStep(z: usize, s: usize, state: usize, units: i32): void {
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const at = bytes(unit);
    give(state + at, tanhGate(f32x4.add(take(z + at, count), take(s + at, count))), count);
  }
}

/** dz of i f c o from dh and dc, which becomes that of the cell before; dh becomes 0. */
export function lstmBack(z: usize, cell: usize, dh: usize, dc: usize, dz: usize, units: i32): void {
  const gate = bytes(units);
  const one = f32x4.splat(1);
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const at = bytes(unit);
    const input = take(z + at, count);
    const forget = take(z + at + gate, count);
    const fresh = take(z + at + gate * 2, count);
    const output = take(z + at + gate * 3, count);
    const tangent = take(z + at + gate * 5, count);
    const up = take(dh + at, count);
    const bent = f32x4.sub(one, f32x4.mul(tangent, tangent));
    const c = madd(f32x4.mul(up, output), bent, take(dc + at, count));
    const slope = f32x4.mul(input, f32x4.sub(one, input));
    give(dz + at, f32x4.mul(f32x4.mul(c, fresh), slope), count);
    const forgot = f32x4.mul(forget, f32x4.sub(one, forget));
    give(dz + at + gate, f32x4.mul(f32x4.mul(c, take(cell + at, count)), forgot), count);
    const bent2 = f32x4.sub(one, f32x4.mul(fresh, fresh));
    give(dz + at + gate * 2, f32x4.mul(f32x4.mul(c, input), bent2), count);
    const shown = f32x4.mul(output, f32x4.sub(one, output));
    give(dz + at + gate * 3, f32x4.mul(f32x4.mul(up, tangent), shown), count);
    give(dc + at, f32x4.mul(c, forget), count);
    give(dh + at, f32x4.splat(0), count);
  }
}

/** dz of z r h for the input, ds the same for the state; dh becomes what goes past the gates. */
export function gruBack(z: usize, before: usize, dh: usize, dz: usize, ds: usize, units: i32): void {
  const gate = bytes(units);
  const one = f32x4.splat(1);
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const at = bytes(unit);
    const keep = take(z + at, count);
    const reset = take(z + at + gate, count);
    const fresh = take(z + at + gate * 2, count);
    const inner = take(z + at + gate * 3, count);
    const up = take(dh + at, count);
    const kept = f32x4.mul(keep, f32x4.sub(one, keep));
    const dKeep = f32x4.mul(f32x4.mul(up, f32x4.sub(take(before + at, count), fresh)), kept);
    const bent = f32x4.sub(one, f32x4.mul(fresh, fresh));
    const dFresh = f32x4.mul(f32x4.mul(up, f32x4.sub(one, keep)), bent);
    const opened = f32x4.mul(reset, f32x4.sub(one, reset));
    const dReset = f32x4.mul(f32x4.mul(dFresh, inner), opened);
    give(dz + at, dKeep, count);
    give(dz + at + gate, dReset, count);
    give(dz + at + gate * 2, dFresh, count);
    give(ds + at, dKeep, count);
    give(ds + at + gate, dReset, count);
    give(ds + at + gate * 2, f32x4.mul(dFresh, reset), count);
    give(dh + at, f32x4.mul(up, keep), count);
  }
}

/** dh becomes 0. */
export function simpleBack(state: usize, dh: usize, dz: usize, units: i32): void {
  for (let unit = 0; unit < units; unit += 4) {
    const count = units - unit;
    const at = bytes(unit);
    const shown = take(state + at, count);
    const bent = f32x4.sub(f32x4.splat(1), f32x4.mul(shown, shown));
    give(dz + at, f32x4.mul(take(dh + at, count), bent), count);
    give(dh + at, f32x4.splat(0), count);
  }
}
