// What only moves values, of either type.
import { at, offset } from './rows';

/** Short stretches are not worth the call that a copy of the engine is. */
@inline
function copy(y: usize, x: usize, n: i32): void {
  if (n >= 32) memory.copy(y, x, (<usize>n) << 2);
  else {
    let i: i32 = 0;
    for (; i < (n & ~3); i += 4) v128.store(at(y, i), v128.load(at(x, i)));
    for (; i < n; i++) store<u32>(at(y, i), load<u32>(at(x, i)));
  }
}

export function copyFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  memory.copy(at(y, from), at(x, from), (<usize>(to - from)) << 2);
}

/** Rows of `n` values, their beginnings so far apart. */
export function copyRows(x: usize, sx: i32, y: usize, sy: i32, n: i32, from: i32, to: i32, scratch: usize): void {
  for (let row = from; row < to; row++) copy(at(y, row * sy), at(x, row * sx), n);
}

/** Rows of `n` values into rows of `whole`, zeros before and behind them. */
export function padRows(
  x: usize, n: i32, y: usize, before: i32, whole: i32, from: i32, to: i32, scratch: usize,
): void {
  for (let row = from; row < to; row++) {
    const start = at(y, row * whole);
    memory.fill(start, 0, (<usize>before) << 2);
    copy(at(start, before), at(x, row * n), n);
    memory.fill(at(start, before + n), 0, (<usize>(whole - before - n)) << 2);
  }
}

/** Any rearrangement or repetition: rows of `n` values, read with stride `s`. */
export function arrangeRows(
  x: usize, y: usize, n: i32, s: i32, n2: i32, n3: i32, n4: i32, s1: i32, s2: i32, s3: i32, s4: i32,
  from: i32, to: i32, scratch: usize,
): void {
  for (let row = from; row < to; row++) {
    const p = at(x, offset(row, n2, n3, n4, s1, s2, s3, s4));
    const q = at(y, row * n);
    if (s == 1) copy(q, p, n);
    else for (let i = 0; i < n; i++) store<u32>(at(q, i), load<u32>(at(p, i * s)));
  }
}

@inline
function turnFour(p: usize, q: usize, rows: i32, columns: i32): void {
  const a = v128.load(p);
  const b = v128.load(at(p, columns));
  const c = v128.load(at(p, 2 * columns));
  const d = v128.load(at(p, 3 * columns));
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(q, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(at(q, rows), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(at(q, 2 * rows), v128.shuffle<f32>(ef, gh, 0, 1, 4, 5));
  v128.store(at(q, 3 * rows), v128.shuffle<f32>(ef, gh, 2, 3, 6, 7));
}

/** [..., rows, columns] → [..., columns, rows]; a step is 16 rows of the result: lines of the cache are read whole. */
export function turn(x: usize, y: usize, rows: i32, columns: i32, from: i32, to: i32, scratch: usize): void {
  const steps = (columns + 15) / 16;
  for (let step = from; step < to; step++) {
    const matrix = step / steps;
    const j = (step % steps) * 16;
    const p = at(x, matrix * rows * columns + j);
    const q = at(y, matrix * rows * columns + j * rows);
    const wide = min(16, columns - j);
    let i: i32 = 0;
    if (wide == 16)
      for (; i < (rows & ~3); i += 4)
        for (let k = 0; k < 16; k += 4)
          turnFour(at(p, i * columns + k), at(q, k * rows + i), rows, columns);
    for (; i < rows; i++)
      for (let k = 0; k < wide; k++) store<u32>(at(q, k * rows + i), load<u32>(at(p, i * columns + k)));
  }
}

/** [outer, length, inner], turned round along `length`; a step is one of outer. */
export function reverseRows(
  x: usize, y: usize, length: i32, inner: i32, from: i32, to: i32, scratch: usize,
): void {
  for (let o = from; o < to; o++)
    for (let i = 0; i < length; i++)
      copy(at(y, (o * length + i) * inner), at(x, (o * length + length - 1 - i) * inner), inner);
}

/** An index outside of the table ends the run: no wrong row is ever given. */
export function gatherRows(
  table: usize, rows: i32, width: i32, indices: usize, y: usize, from: i32, to: i32, scratch: usize,
): void {
  for (let i = from; i < to; i++) {
    const index = load<i32>(at(indices, i));
    if (<u32>index >= <u32>rows) unreachable();
    copy(at(y, i * width), at(table, index * width), width);
  }
}

/** A step is a row of the table, so that every sum is made by one thread, in the order of the indices. */
export function gatherGradientRows(
  dy: usize, count: i32, width: i32, indices: usize, y: usize, from: i32, to: i32, scratch: usize,
): void {
  memory.fill(at(y, from * width), 0, (<usize>((to - from) * width)) << 2);
  for (let i = 0; i < count; i++) {
    const index = load<i32>(at(indices, i));
    if (index < from || index >= to) continue;
    const p = at(dy, i * width);
    const q = at(y, index * width);
    let k: i32 = 0;
    for (; k < (width & ~3); k += 4) v128.store(at(q, k), f32x4.add(v128.load(at(q, k)), v128.load(at(p, k))));
    for (; k < width; k++) store<f32>(at(q, k), load<f32>(at(q, k)) + load<f32>(at(p, k)));
  }
}

/** (condition, a, b) as rows of `n` values. */
export function selectRows(
  c: usize, a: usize, b: usize, y: usize, n: i32, sc: i32, sa: i32, sb: i32, n2: i32, n3: i32, n4: i32,
  c1: i32, c2: i32, c3: i32, c4: i32, a1: i32, a2: i32, a3: i32, a4: i32, b1: i32, b2: i32, b3: i32, b4: i32,
  from: i32, to: i32, scratch: usize,
): void {
  for (let row = from; row < to; row++) {
    const o = at(c, offset(row, n2, n3, n4, c1, c2, c3, c4));
    const p = at(a, offset(row, n2, n3, n4, a1, a2, a3, a4));
    const q = at(b, offset(row, n2, n3, n4, b1, b2, b3, b4));
    const r = at(y, row * n);
    let i: i32 = 0;
    for (; i < (n & ~3); i += 4) {
      const condition = sc ? v128.load(at(o, i)) : v128.load32_splat(o);
      const left = sa ? v128.load(at(p, i)) : v128.load32_splat(p);
      const right = sb ? v128.load(at(q, i)) : v128.load32_splat(q);
      v128.store(at(r, i), v128.bitselect(left, right, f32x4.ne(condition, f32x4.splat(0))));
    }
    for (; i < n; i++) {
      const condition = load<f32>(at(o, i * sc));
      store<f32>(at(r, i), condition != 0 ? load<f32>(at(p, i * sa)) : load<f32>(at(q, i * sb)));
    }
  }
}

/** The same for operands of one shape, or of one value. */
export function selectFlat(
  c: usize, sc: i32, a: usize, sa: i32, b: usize, sb: i32, y: usize, from: i32, to: i32, scratch: usize,
): void {
  selectRows(
    at(c, from * sc), at(a, from * sa), at(b, from * sb), at(y, from), to - from, sc, sa, sb, 1, 1, 1,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, scratch,
  );
}
