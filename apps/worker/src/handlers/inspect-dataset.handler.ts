import { inspectDataset } from '@millwright/contracts';
import { handle, type JobHandler } from '@millwright/jobs';
import type { Lifecycle } from '@millwright/lifecycle';

export const inspectDatasetHandler = (lifecycle: Lifecycle): JobHandler =>
  handle(
    inspectDataset,
    (payload, job) => lifecycle.inspectDataset(payload, job),
    (payload, error) => lifecycle.giveUpInspection(payload, error),
  );
