/** Bytes that are needed from one step of a run to another, both included. */
export interface Stay {
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

interface Fitted<S extends Stay> {
  readonly stay: S;
  readonly at: number;
}

/** Up to where tensors begin on lines of the cache. */
export const aligned = (bytes: number): number => Math.ceil(bytes / 64) * 64;

const meets = (a: Stay, b: Stay): boolean => a.first <= b.last && b.first <= a.last;

/**
 * Gives each stay a place such that no two that meet in time overlap: the largest first, each as low as it fits (Y. Pisarchyk,
 * J. Lee 2020, Efficient memory management for deep neural net inference, section 5.3).
 *
 * @returns offsets, and the bytes that hold all
 */
export function sharedPlaces<S extends Stay>(stays: readonly S[]): { places: Map<S, number>; bytes: number } {
  const placed: Fitted<S>[] = []; // by place
  const places = new Map<S, number>();
  let end = 0;
  for (const stay of [...stays].sort((a, b) => b.bytes - a.bytes || a.first - b.first)) {
    const bytes = aligned(stay.bytes);
    let at = 0;
    for (const other of placed) {
      if (!meets(stay, other.stay)) continue;
      if (at + bytes <= other.at) break;
      at = Math.max(at, other.at + aligned(other.stay.bytes));
    }
    const behind = placed.findIndex((other) => other.at > at);
    placed.splice(behind < 0 ? placed.length : behind, 0, { stay, at });
    places.set(stay, at);
    end = Math.max(end, at + bytes);
  }
  return { places, bytes: end };
}
