import { z } from 'zod';
import { logLineSchema, metricPointSchema, runStageSchema, runStateSchema } from '../runs/run.ts';
import { versionStateSchema } from '../datasets/dataset.ts';

const live = { progress: z.number(), remainingSeconds: z.number().nullable() };

/** What the one stream of a page carries (`GET /api/v1/events`, server-sent; the event's name is `type`). */
export const platformEventSchema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('dataset'),
      dataset: z.string(),
      version: z.int(),
      state: versionStateSchema,
      ...live,
    }),
    z.object({
      type: z.literal('run'),
      run: z.uuid(),
      state: runStateSchema,
      stage: runStageSchema,
      points: z.array(metricPointSchema),
      log: z.array(logLineSchema),
      ...live,
    }),
    z.object({ type: z.literal('model'), model: z.string(), version: z.int() }),
  ])
  .meta({ id: 'PlatformEvent' });
export type PlatformEvent = z.infer<typeof platformEventSchema>;
