import { z } from 'zod';
import { nameSchema, versionNumberSchema } from '../datasets/dataset.ts';
import { shownProblemSchema } from '../errors/problem.ts';
import { pageQuerySchema } from '../pages.ts';
import { tagsSchema } from '../tags/tag.ts';

export const runStates = ['pending', 'running', 'completed', 'failed', 'canceled'] as const;
export const runStateSchema = z.enum(runStates);
export type RunState = z.infer<typeof runStateSchema>;
export const isOver = (state: RunState): boolean =>
  state === 'completed' || state === 'failed' || state === 'canceled';

/** Figures by the names of the surface: `accuracy`, `macroF1`, `recall.CLASS`, … */
export const metricsSchema = z.record(z.string(), z.number());
export type Metrics = z.infer<typeof metricsSchema>;

export const modelIdSchema = z
  .string()
  .regex(/^[a-z]+\/[a-z0-9-]+$/, 'family/model, such as vision/defect-net');

export const startRunSchema = z
  .object({
    model: modelIdSchema,
    dataset: nameSchema,
    /** The latest ready version where it is absent. */
    version: versionNumberSchema.optional(),
    settings: z.record(z.string(), z.unknown()).default({}),
    seed: z.int().nonnegative().default(1),
    /** Name under which the trained model is registered; the dataset's name where it is absent. */
    registerAs: nameSchema.optional(),
  })
  .meta({ id: 'StartRun' });
export type StartRun = z.output<typeof startRunSchema>;
export type StartRunForm = z.input<typeof startRunSchema>;

/** What a run is busy with. */
export const runStages = ['waiting', 'preparing', 'training', 'evaluating', 'saving', 'done'] as const;
export const runStageSchema = z.enum(runStages);
export type RunStage = z.infer<typeof runStageSchema>;

export const metricPointSchema = z
  .object({ name: z.string(), step: z.int(), value: z.number(), at: z.iso.datetime() })
  .meta({ id: 'MetricPoint' });
export type MetricPoint = z.infer<typeof metricPointSchema>;

/** One line of a run's log: an event name and its values; the portal has the words. */
export const logLineSchema = z
  .object({
    seq: z.int(),
    at: z.iso.datetime(),
    level: z.enum(['info', 'warning', 'error']),
    event: z.string(),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  })
  .meta({ id: 'LogLine' });
export type LogLine = z.infer<typeof logLineSchema>;

export const runSchema = z
  .object({
    id: z.uuid(),
    model: modelIdSchema,
    dataset: z.string(),
    datasetVersion: z.int(),
    settings: z.record(z.string(), z.unknown()),
    seed: z.int(),
    registerAs: z.string(),
    state: runStateSchema,
    stage: runStageSchema,
    /** 0..100 */
    progress: z.number(),
    remainingSeconds: z.number().nullable(),
    engine: z.string().nullable(),
    /** How often a worker took it up; over 1 where it was resumed from a checkpoint. */
    attempts: z.int(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    seconds: z.number().nullable(),
    metrics: metricsSchema.nullable(),
    baseline: metricsSchema.nullable(),
    registered: z.object({ name: z.string(), version: z.int() }).nullable(),
    error: shownProblemSchema.nullable(),
    tags: tagsSchema,
  })
  .meta({ id: 'Run' });
export type RunView = z.infer<typeof runSchema>;

export const runQuerySchema = pageQuerySchema.extend({
  state: runStateSchema.optional(),
  dataset: z.string().optional(),
  /** `metrics.accuracy > 0.9 AND params.epochs = '10' AND tags.line = 'A'` */
  filter: z.string().min(1).max(2000).optional(),
  /** `metrics.accuracy DESC`; newest first where it is absent. */
  order: z.string().min(1).max(200).optional(),
});
export type RunQuery = z.output<typeof runQuerySchema>;

/** Everything a page needs to draw a run: its row, its curves, its log. */
export const runDetailSchema = runSchema
  .extend({ points: z.array(metricPointSchema), log: z.array(logLineSchema) })
  .meta({ id: 'RunDetail' });
export type RunDetail = z.infer<typeof runDetailSchema>;
