import { trainRun } from '@millwright/contracts';
import { handle, type JobHandler } from '@millwright/jobs';
import type { Lifecycle } from '@millwright/lifecycle';

export const trainRunHandler = (lifecycle: Lifecycle): JobHandler =>
  handle(
    trainRun,
    (payload, job) => lifecycle.trainRun(payload, job),
    (payload, error) => lifecycle.giveUpRun(payload, error),
  );
