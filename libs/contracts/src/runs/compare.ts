import { z } from 'zod';
import { tagsSchema } from '../tags/tag.ts';
import { modelIdSchema, runStateSchema } from './run.ts';

/** Most runs that are compared at once. */
export const mostCompared = 500;

/** `POST /api/v1/runs:compare`: runs by their ids, or the newest that a filter lets through. */
export const compareRunsSchema = z
  .object({
    ids: z.array(z.uuid()).min(1).max(mostCompared).optional(),
    /** As in the list of runs. */
    filter: z.string().min(1).max(2000).optional(),
    /** The run that figures are held against; it is compared too. */
    baseline: z.uuid().optional(),
    /** Whose curves are given; the commonest where it is absent. */
    metric: z.string().min(1).max(250).optional(),
    /** Most points of a curve; extremes are kept when a curve is thinned. */
    points: z.int().min(10).max(500).default(100),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
    error: 'expected either ids or filter',
    path: ['ids'],
  })
  .meta({ id: 'CompareRuns' });
export type CompareRuns = z.output<typeof compareRunsSchema>;
export type CompareRunsForm = z.input<typeof compareRunsSchema>;

/** A figure of a run beside the baseline's; null where there is none, or it is zero (ratio). */
export const comparedFigureSchema = z.object({
  value: z.number(),
  difference: z.number().nullable(),
  ratio: z.number().nullable(),
});
export type ComparedFigure = z.infer<typeof comparedFigureSchema>;

export const comparedRunSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    state: runStateSchema,
    model: modelIdSchema,
    dataset: z.string(),
    datasetVersion: z.int(),
    seed: z.int(),
    engine: z.string().nullable(),
    createdAt: z.iso.datetime(),
    seconds: z.number().nullable(),
    params: z.record(z.string(), z.unknown()),
    figures: z.record(z.string(), comparedFigureSchema),
    tags: tagsSchema,
  })
  .meta({ id: 'ComparedRun' });
export type ComparedRun = z.infer<typeof comparedRunSchema>;

export const curveSchema = z.object({
  run: z.uuid(),
  /** `[step, value]`, in the order of steps. */
  points: z.array(z.tuple([z.number(), z.number()])),
});

export const runComparisonSchema = z
  .object({
    /** In the order that was asked for. */
    runs: z.array(comparedRunSchema),
    /** Ids that are no run. */
    missing: z.array(z.uuid()),
    baseline: z.uuid().nullable(),
    /** Names of all params, and whether the runs differ in it. */
    params: z.array(z.object({ name: z.string(), differs: z.boolean() })),
    /** Names of all figures and how many of the runs have it, commonest first. */
    figures: z.array(z.object({ name: z.string(), runs: z.int() })),
    /** Names of all curves and how many of the runs have it, commonest first. */
    metrics: z.array(z.object({ name: z.string(), runs: z.int() })),
    /** Whose curves these are; null where no run has any. */
    metric: z.string().nullable(),
    curves: z.array(curveSchema),
  })
  .meta({ id: 'RunComparison' });
export type RunComparison = z.infer<typeof runComparisonSchema>;
