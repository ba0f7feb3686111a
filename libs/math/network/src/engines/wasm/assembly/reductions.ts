// Sums and maxima. Long ones are made in blocks that depend on the shape alone, so that any number of threads gives the same bits.
import { at } from './rows';

const SUM: i32 = 0;
const MAX: i32 = 1;

@inline
function join(op: i32, a: v128, b: v128): v128 {
  return op == SUM ? f32x4.add(a, b) : f32x4.max(a, b);
}

@inline
function start(op: i32): v128 {
  return f32x4.splat(op == SUM ? 0 : -Infinity);
}

@inline
function across(op: i32, v: v128): f32 {
  const half = join(op, v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(join(op, half, v128.shuffle<f32>(half, half, 1, 0, 3, 2)), 0);
}

@inline
function joined(op: i32, x: usize, n: i32): f32 {
  let a = start(op);
  let b = a;
  let c = a;
  let d = a;
  let i: i32 = 0;
  for (; i < (n & ~15); i += 16) {
    const p = at(x, i);
    a = join(op, a, v128.load(p));
    b = join(op, b, v128.load(p, 16));
    c = join(op, c, v128.load(p, 32));
    d = join(op, d, v128.load(p, 48));
  }
  for (; i < (n & ~3); i += 4) a = join(op, a, v128.load(at(x, i)));
  let rest = start(op);
  for (; i < n; i++) rest = join(op, rest, v128.load32_splat(at(x, i)));
  const four = across(op, join(op, join(op, a, b), join(op, c, d)));
  return f32x4.extract_lane(join(op, f32x4.splat(four), rest), 0);
}

/** [outer, length] → [outer, blocks]: each step one block of at most `block` values. */
@inline
function last(op: i32, x: usize, y: usize, length: i32, block: i32, blocks: i32, scale: f32, from: i32, to: i32): void {
  for (let step = from; step < to; step++) {
    const begin = (step % blocks) * block;
    const p = at(x, (step / blocks) * length + begin);
    store<f32>(at(y, step), joined(op, p, min(block, length - begin)) * scale);
  }
}

/** Columns wide of a stretch that one step reduces: those of a few lines of the cache. */
const strip: i32 = 256;

@inline
function column(op: i32, p: usize, q: usize, rows: i32, columns: i32, scale: f32): void {
  let a = start(op);
  for (let r = 0; r < rows; r++) a = join(op, a, v128.load32_splat(at(p, r * columns)));
  store<f32>(q, f32x4.extract_lane(a, 0) * scale);
}

/** [outer, length, columns] → [outer, blocks, columns]: each step one block of rows of one strip of columns. */
@inline
function middle(
  op: i32, x: usize, y: usize, length: i32, columns: i32, block: i32, blocks: i32, scale: f32, from: i32, to: i32,
): void {
  const strips = (columns + strip - 1) / strip;
  const scales = f32x4.splat(scale);
  for (let step = from; step < to; step++) {
    const first = (step % strips) * strip;
    const place = step / strips;
    const begin = (place % blocks) * block;
    const rows = min(block, length - begin);
    const p = at(x, ((place / blocks) * length + begin) * columns);
    const q = at(y, place * columns);
    const end = min(columns, first + strip);
    let j: i32 = first;
    for (; j + 16 <= end; j += 16) {
      let a = start(op);
      let b = a;
      let c = a;
      let d = a;
      let s = at(p, j);
      for (let r = 0; r < rows; r++) {
        a = join(op, a, v128.load(s));
        b = join(op, b, v128.load(s, 16));
        c = join(op, c, v128.load(s, 32));
        d = join(op, d, v128.load(s, 48));
        s = at(s, columns);
      }
      const t = at(q, j);
      v128.store(t, f32x4.mul(a, scales));
      v128.store(t, f32x4.mul(b, scales), 16);
      v128.store(t, f32x4.mul(c, scales), 32);
      v128.store(t, f32x4.mul(d, scales), 48);
    }
    for (; j + 4 <= end; j += 4) {
      let a = start(op);
      let s = at(p, j);
      for (let r = 0; r < rows; r++) {
        a = join(op, a, v128.load(s));
        s = at(s, columns);
      }
      v128.store(at(q, j), f32x4.mul(a, scales));
    }
    for (; j < end; j++) column(op, at(p, j), at(q, j), rows, columns, scale);
  }
}

export function sumLast(x: usize, y: usize, length: i32, block: i32, blocks: i32, scale: f32, from: i32, to: i32, scratch: usize): void {
  last(SUM, x, y, length, block, blocks, scale, from, to);
}

export function maxLast(x: usize, y: usize, length: i32, block: i32, blocks: i32, scale: f32, from: i32, to: i32, scratch: usize): void {
  last(MAX, x, y, length, block, blocks, scale, from, to);
}

export function sumMiddle(
  x: usize, y: usize, length: i32, columns: i32, block: i32, blocks: i32, scale: f32, from: i32, to: i32, scratch: usize,
): void {
  middle(SUM, x, y, length, columns, block, blocks, scale, from, to);
}

export function maxMiddle(
  x: usize, y: usize, length: i32, columns: i32, block: i32, blocks: i32, scale: f32, from: i32, to: i32, scratch: usize,
): void {
  middle(MAX, x, y, length, columns, block, blocks, scale, from, to);
}
