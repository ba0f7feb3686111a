import DataLoader from 'dataloader';

/** Most calls that are put into one. */
const most = 256;

/**
 * Puts the calls that come while an earlier one is under way into the next one: nobody waits while nothing is going on,
 * and a hundred callers at a time cost as much as one. What a call is told was found out after it was made.
 *
 * @param work - gives a value or an error for each key, in their order
 */
export function gathered<Key, Value>(
  work: (keys: readonly Key[]) => Promise<(Value | Error)[]>,
): (key: Key) => Promise<Value> {
  let busy: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Key, Value>(
    (keys) => {
      const values = work(keys);
      busy = values.catch(() => undefined);
      return values;
    },
    { cache: false, maxBatchSize: most, batchScheduleFn: (begin) => void busy.then(begin) },
  );
  return (key) => loader.load(key);
}
