/**
 * Maps with several at work at a time and gives the results in the order of the source. Never more than `width`
 * results wait, so a slow reader slows the work down.
 */
export async function* inOrder<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  width: number,
  map: (value: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting: Promise<R>[] = [];
  try {
    for await (const value of source) {
      const result = map(value);
      result.catch(() => undefined); // seen where it is awaited, not as an unhandled rejection
      waiting.push(result);
      if (waiting.length >= width) yield await waiting.shift()!;
    }
    while (waiting.length > 0) yield await waiting.shift()!;
  } finally {
    await Promise.allSettled(waiting);
  }
}
