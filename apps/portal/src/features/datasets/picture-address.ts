import type { DatasetItem } from '@millwright/contracts';
import { apiAddress, pathOf } from '../../api-client.ts';

interface Place {
  readonly dataset: string;
  readonly version: number;
  /** With its hash the address always means the same bytes, and the browser keeps them. */
  readonly item: Pick<DatasetItem, 'index'> & Partial<Pick<DatasetItem, 'hash'>>;
}

/** Where a picture of a dataset version lies; the original without a size [px, longer side, 16..1024]. */
export const pictureAddress = ({ dataset, version, item }: Place, size?: number): string =>
  apiAddress(`${pathOf('datasets', dataset, 'versions', version, 'items', item.index)}/image`, {
    size,
    hash: item.hash,
  });
