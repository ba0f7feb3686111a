// Addresses and runs of values.

/** Length in bytes of so many values. */
@inline
export function bytes(values: i32): usize {
  return (<usize>values) << 2;
}

/** The next multiple of 64. */
@inline
export function aligned(address: usize): usize {
  return (address + 63) & ~(<usize>63);
}

/** Like `memory.copy`, but without its call, which costs more than a short run itself. */
export function copy(from: usize, to: usize, values: i32): void {
  if (values >= 128) {
    memory.copy(to, from, bytes(values));
    return;
  }
  let left = values;
  for (; left >= 4; left -= 4) {
    v128.store(to, v128.load(from));
    from += 16;
    to += 16;
  }
  for (; left > 0; left--) {
    store<f32>(to, load<f32>(from));
    from += 4;
    to += 4;
  }
}

export function clear(at: usize, values: i32): void {
  if (values >= 128) {
    memory.fill(at, 0, bytes(values));
    return;
  }
  for (const end = at + bytes(values); at < end; at += 4) store<f32>(at, 0);
}

/** The first of the four values that are there, in a vector; the others are 0. */
export function loadPart(from: usize, values: i32): v128 {
  let part = f32x4.splat(0);
  if (values > 0) part = v128.load32_lane(from, part, 0);
  if (values > 1) part = v128.load32_lane(from, part, 1, 4);
  if (values > 2) part = v128.load32_lane(from, part, 2, 8);
  if (values > 3) part = v128.load32_lane(from, part, 3, 12);
  return part;
}

export function storePart(to: usize, part: v128, values: i32): void {
  if (values > 0) v128.store32_lane(to, part, 0);
  if (values > 1) v128.store32_lane(to, part, 1, 4);
  if (values > 2) v128.store32_lane(to, part, 2, 8);
  if (values > 3) v128.store32_lane(to, part, 3, 12);
}
