// Operations on two tensors, value by value.
import { at, offset } from './rows';

const ADD: i32 = 0;
const SUBTRACT: i32 = 1;
const MULTIPLY: i32 = 2;
const DIVIDE: i32 = 3;
const MAXIMUM: i32 = 4;
const MINIMUM: i32 = 5;
const GREATER: i32 = 6;
const RELU_GRADIENT: i32 = 7;

@inline
function apply(op: i32, a: v128, b: v128): v128 {
  if (op == ADD) return f32x4.add(a, b);
  if (op == SUBTRACT) return f32x4.sub(a, b);
  if (op == MULTIPLY) return f32x4.mul(a, b);
  if (op == DIVIDE) return f32x4.div(a, b);
  if (op == MAXIMUM) return f32x4.max(a, b);
  if (op == MINIMUM) return f32x4.min(a, b);
  if (op == GREATER) return v128.and(f32x4.gt(a, b), f32x4.splat(1));
  return v128.and(a, f32x4.gt(b, f32x4.splat(0)));
}

/** One stretch: an operand with stride 0 is one value. Writes whole vectors only where the stretch allows it. */
@inline
function stretch(op: i32, a: usize, sa: i32, b: usize, sb: i32, y: usize, n: i32): void {
  const whole = n & ~3;
  let i: i32 = 0;
  if (sa != 0 && sb != 0) {
    for (; i < (n & ~15); i += 16) {
      const p = at(a, i);
      const q = at(b, i);
      const r = at(y, i);
      v128.store(r, apply(op, v128.load(p), v128.load(q)));
      v128.store(r, apply(op, v128.load(p, 16), v128.load(q, 16)), 16);
      v128.store(r, apply(op, v128.load(p, 32), v128.load(q, 32)), 32);
      v128.store(r, apply(op, v128.load(p, 48), v128.load(q, 48)), 48);
    }
    for (; i < whole; i += 4) v128.store(at(y, i), apply(op, v128.load(at(a, i)), v128.load(at(b, i))));
  } else if (sa != 0) {
    const right = v128.load32_splat(b);
    for (; i < whole; i += 4) v128.store(at(y, i), apply(op, v128.load(at(a, i)), right));
  } else {
    const left = v128.load32_splat(a);
    for (; i < whole; i += 4) v128.store(at(y, i), apply(op, left, v128.load(at(b, i))));
  }
  for (; i < n; i++) {
    const left = v128.load32_splat(at(a, i * sa));
    const right = v128.load32_splat(at(b, i * sb));
    v128.store32_lane(at(y, i), apply(op, left, right), 0);
  }
}

/** Rows of `n` values; an operand's stride within a row is 1 or 0. */
@inline
function rows(
  op: i32, a: usize, b: usize, y: usize, n: i32, sa: i32, sb: i32, n2: i32, n3: i32, n4: i32,
  a1: i32, a2: i32, a3: i32, a4: i32, b1: i32, b2: i32, b3: i32, b4: i32, from: i32, to: i32,
): void {
  for (let row = from; row < to; row++) {
    const p = at(a, offset(row, n2, n3, n4, a1, a2, a3, a4));
    const q = at(b, offset(row, n2, n3, n4, b1, b2, b3, b4));
    stretch(op, p, sa, q, sb, at(y, row * n), n);
  }
}

export function addFlat(a: usize, sa: i32, b: usize, sb: i32, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(ADD, at(a, from * sa), sa, at(b, from * sb), sb, at(y, from), to - from);
}

export function addRows(
  a: usize, b: usize, y: usize, n: i32, sa: i32, sb: i32, n2: i32, n3: i32, n4: i32,
  a1: i32, a2: i32, a3: i32, a4: i32, b1: i32, b2: i32, b3: i32, b4: i32, from: i32, to: i32, scratch: usize,
): void {
  rows(ADD, a, b, y, n, sa, sb, n2, n3, n4, a1, a2, a3, a4, b1, b2, b3, b4, from, to);
}

export function subtractFlat(a: usize, sa: i32, b: usize, sb: i32, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(SUBTRACT, at(a, from * sa), sa, at(b, from * sb), sb, at(y, from), to - from);
}

export function subtractRows(
  a: usize, b: usize, y: usize, n: i32, sa: i32, sb: i32, n2: i32, n3: i32, n4: i32,
  a1: i32, a2: i32, a3: i32, a4: i32, b1: i32, b2: i32, b3: i32, b4: i32, from: i32, to: i32, scratch: usize,
): void {
  rows(SUBTRACT, a, b, y, n, sa, sb, n2, n3, n4, a1, a2, a3, a4, b1, b2, b3, b4, from, to);
}

export function multiplyFlat(a: usize, sa: i32, b: usize, sb: i32, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(MULTIPLY, at(a, from * sa), sa, at(b, from * sb), sb, at(y, from), to - from);
}

export function multiplyRows(
  a: usize, b: usize, y: usize, n: i32, sa: i32, sb: i32, n2: i32, n3: i32, n4: i32,
  a1: i32, a2: i32, a3: i32, a4: i32, b1: i32, b2: i32, b3: i32, b4: i32, from: i32, to: i32, scratch: usize,
): void {
  rows(MULTIPLY, a, b, y, n, sa, sb, n2, n3, n4, a1, a2, a3, a4, b1, b2, b3, b4, from, to);
}

export function divideFlat(a: usize, sa: i32, b: usize, sb: i32, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(DIVIDE, at(a, from * sa), sa, at(b, from * sb), sb, at(y, from), to - from);
}

export function divideRows(
  a: usize, b: usize, y: usize, n: i32, sa: i32, sb: i32, n2: i32, n3: i32, n4: i32,
  a1: i32, a2: i32, a3: i32, a4: i32, b1: i32, b2: i32, b3: i32, b4: i32, from: i32, to: i32, scratch: usize,
): void {
  rows(DIVIDE, a, b, y, n, sa, sb, n2, n3, n4, a1, a2, a3, a4, b1, b2, b3, b4, from, to);
}

export function maximumFlat(a: usize, sa: i32, b: usize, sb: i32, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(MAXIMUM, at(a, from * sa), sa, at(b, from * sb), sb, at(y, from), to - from);
}

export function maximumRows(
  a: usize, b: usize, y: usize, n: i32, sa: i32, sb: i32, n2: i32, n3: i32, n4: i32,
  a1: i32, a2: i32, a3: i32, a4: i32, b1: i32, b2: i32, b3: i32, b4: i32, from: i32, to: i32, scratch: usize,
): void {
  rows(MAXIMUM, a, b, y, n, sa, sb, n2, n3, n4, a1, a2, a3, a4, b1, b2, b3, b4, from, to);
}

export function minimumFlat(a: usize, sa: i32, b: usize, sb: i32, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(MINIMUM, at(a, from * sa), sa, at(b, from * sb), sb, at(y, from), to - from);
}

export function minimumRows(
  a: usize, b: usize, y: usize, n: i32, sa: i32, sb: i32, n2: i32, n3: i32, n4: i32,
  a1: i32, a2: i32, a3: i32, a4: i32, b1: i32, b2: i32, b3: i32, b4: i32, from: i32, to: i32, scratch: usize,
): void {
  rows(MINIMUM, a, b, y, n, sa, sb, n2, n3, n4, a1, a2, a3, a4, b1, b2, b3, b4, from, to);
}

export function greaterFlat(a: usize, sa: i32, b: usize, sb: i32, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(GREATER, at(a, from * sa), sa, at(b, from * sb), sb, at(y, from), to - from);
}

export function greaterRows(
  a: usize, b: usize, y: usize, n: i32, sa: i32, sb: i32, n2: i32, n3: i32, n4: i32,
  a1: i32, a2: i32, a3: i32, a4: i32, b1: i32, b2: i32, b3: i32, b4: i32, from: i32, to: i32, scratch: usize,
): void {
  rows(GREATER, a, b, y, n, sa, sb, n2, n3, n4, a1, a2, a3, a4, b1, b2, b3, b4, from, to);
}

export function reluGradientFlat(a: usize, sa: i32, b: usize, sb: i32, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(RELU_GRADIENT, at(a, from * sa), sa, at(b, from * sb), sb, at(y, from), to - from);
}
