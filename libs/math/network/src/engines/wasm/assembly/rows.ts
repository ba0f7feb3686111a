// Where a row of a broadcast tensor begins: lengths of up to four outer axes, the innermost last, and the stride of an operand
// along each, in values.

@inline
export function offset(row: i32, n2: i32, n3: i32, n4: i32, s1: i32, s2: i32, s3: i32, s4: i32): i32 {
  if (n2 == 1 && n3 == 1 && n4 == 1) return row * s1;
  const i4 = row % n4;
  row /= n4;
  const i3 = row % n3;
  row /= n3;
  return (row / n2) * s1 + (row % n2) * s2 + i3 * s3 + i4 * s4;
}

@inline
export function at(base: usize, index: i32): usize {
  return base + ((<usize>index) << 2);
}
