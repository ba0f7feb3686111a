import type { DatasetItem } from '@millwright/contracts';
import { readImage } from '@millwright/readers';
import type { ImageExample } from './catalogue.ts';
import { inOrder } from './in-order.ts';
import type { Stores } from './stores.ts';

/** Pictures that are read and decoded at a time. */
const width = 4;

export interface StreamedExample extends ImageExample {
  readonly item: DatasetItem;
}

/**
 * The pictures of a list, read from the artifacts and decoded on the way: only a few are in memory at a time.
 *
 * @param seen - called after each picture was handed on
 * @throws AppError `artifact.not-found`, `artifact.damaged`, `image.unreadable`; the reason of `signal` once it aborts
 */
export async function* streamExamples(
  { artifacts }: Pick<Stores, 'artifacts'>,
  items: Iterable<DatasetItem>,
  { signal, seen }: { signal?: AbortSignal; seen?: () => void } = {},
): AsyncGenerator<StreamedExample> {
  const decoded = inOrder(items, width, async (item) => {
    signal?.throwIfAborted();
    const image = await readImage(await artifacts.read(item.hash), { file: item.path });
    return { image, label: item.label, item };
  });
  for await (const example of decoded) {
    yield example;
    seen?.();
  }
}
