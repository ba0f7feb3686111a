import { accessErrors } from './table/access.ts';
import { commonErrors } from './table/common.ts';
import { datasetErrors } from './table/datasets.ts';
import { inferenceErrors } from './table/inference.ts';
import { learningErrors } from './table/learning.ts';
import { registryErrors } from './table/registry.ts';
import { requestErrors } from './table/requests.ts';
import { storageErrors } from './table/storage.ts';
import { webhookErrors } from './table/webhooks.ts';

/** The one table of everything that can go wrong: status, words in both languages. */
export const errorTable = {
  ...commonErrors,
  ...accessErrors,
  ...requestErrors,
  ...storageErrors,
  ...datasetErrors,
  ...learningErrors,
  ...registryErrors,
  ...inferenceErrors,
  ...webhookErrors,
};
export type ErrorCode = keyof typeof errorTable;
export const errorCodes = Object.keys(errorTable) as ErrorCode[];
