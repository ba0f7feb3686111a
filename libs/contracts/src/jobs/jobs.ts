import { z } from 'zod';
import { defineJob } from './define-job.ts';

export const inspectDataset = defineJob({
  name: 'dataset.inspect',
  queue: 'data',
  payload: z.object({ dataset: z.string(), version: z.int() }),
});

export const trainRun = defineJob({
  name: 'run.train',
  queue: 'training',
  payload: z.object({ runId: z.uuid() }),
});
