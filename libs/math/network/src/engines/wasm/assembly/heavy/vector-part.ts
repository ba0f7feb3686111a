import { loadPart, storePart } from './vector';

// A vector of up to four values, where a row may end before it.

@inline
export function take(at: usize, count: i32): v128 {
  return count >= 4 ? v128.load(at) : loadPart(at, count);
}

@inline
export function give(at: usize, value: v128, count: i32): void {
  if (count >= 4) v128.store(at, value);
  else storePart(at, value, count);
}
