import { apiAddress, pathOf } from '../../api-client.ts';

/** Where a picture of a dataset version lies; the original without a size [px, longer side]. */
export const pictureAddress = (dataset: string, version: number, index: number, size?: number): string =>
  apiAddress(`${pathOf('datasets', dataset, 'versions', version, 'items', index)}/image`, { size });
