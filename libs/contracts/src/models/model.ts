import { z } from 'zod';
import { bilingualSchema } from '../locale.ts';
import { datasetItemSchema, nameSchema, partSchema, versionNumberSchema } from '../datasets/dataset.ts';
import { metricsSchema, modelIdSchema } from '../runs/run.ts';
import { flagSchema, pageQuerySchema } from '../pages.ts';
import { tagsSchema } from '../tags/tag.ts';

export const aliases = ['champion', 'challenger'] as const;
export const aliasSchema = z.enum(aliases);
export type Alias = z.infer<typeof aliasSchema>;

/** Whether somebody said that a version may become champion; MLflow's tag of the same name and values. */
export const validationTag = 'validation_status';
export const validationStatuses = ['pending', 'approved', 'rejected'] as const;
export const validationStatusSchema = z.enum(validationStatuses);
export type ValidationStatus = z.infer<typeof validationStatusSchema>;

/** The last word on a version; nobody's where it is pending. */
export const validationSchema = z
  .object({
    status: validationStatusSchema,
    by: z.string().nullable(),
    at: z.iso.datetime().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Validation' });
export type Validation = z.infer<typeof validationSchema>;

const noteSchema = z.string().max(500).optional();

/** Body of an approval or a rejection. */
export const reviewSchema = z.object({ note: noteSchema }).meta({ id: 'Review' });
export type Review = z.output<typeof reviewSchema>;

/** Formats of other tools that a trained model is handed on in. */
export const exportFormats = ['onnx'] as const;
export const exportFormatSchema = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** A model that can be trained: what the form and the list of the train page are made from. */
export const modelDefinitionSchema = z
  .object({
    id: modelIdSchema,
    title: bilingualSchema,
    summary: bilingualSchema,
    kind: z.enum(['images']),
    /** JSON schema of the settings; each property carries `x-setting` (see `setting`). */
    settings: z.record(z.string(), z.unknown()),
    defaults: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'ModelDefinition' });
export type ModelDefinitionView = z.infer<typeof modelDefinitionSchema>;

/** 95 % interval of a share, both ends in 0..1. */
export const intervalSchema = z.tuple([z.number(), z.number()]);
export type Interval = z.infer<typeof intervalSchema>;

export const classFiguresSchema = z.object({
  label: z.string(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  support: z.int(),
  recallInterval: intervalSchema,
});
export type ClassFigures = z.infer<typeof classFiguresSchema>;

/** How a classifier did on a held-out part. */
export const classificationReportSchema = z
  .object({
    part: z.string(),
    rows: z.int(),
    labels: z.array(z.string()),
    /** `matrix[actual][predicted]`, in the order of `labels`. */
    matrix: z.array(z.array(z.int())),
    classes: z.array(classFiguresSchema),
    accuracyInterval: intervalSchema,
    metrics: metricsSchema,
    baseline: metricsSchema,
    baselineName: z.string(),
  })
  .meta({ id: 'ClassificationReport' });
export type ClassificationReport = z.infer<typeof classificationReportSchema>;

export const modelFileSchema = z.object({ path: z.string(), hash: z.string(), bytes: z.int() });
export type ModelFile = z.infer<typeof modelFileSchema>;

export const modelVersionSchema = z
  .object({
    name: z.string(),
    version: z.int(),
    definition: modelIdSchema,
    run: z.uuid(),
    dataset: z.string(),
    datasetVersion: z.int(),
    /** The dataset version was deleted since; its name and hash are still known. */
    datasetDeleted: z.boolean(),
    datasetHash: z.string(),
    settings: z.record(z.string(), z.unknown()),
    seed: z.int(),
    engine: z.string(),
    codeVersion: z.string(),
    labels: z.array(z.string()),
    /** Chosen on validation data; null where the largest score decides (over two classes). */
    threshold: z.number().nullable(),
    metrics: metricsSchema,
    baseline: metricsSchema,
    report: classificationReportSchema,
    files: z.array(modelFileSchema),
    seconds: z.number(),
    createdAt: z.iso.datetime(),
    aliases: z.array(aliasSchema),
    /** With `validation_status`, which changes by approving and rejecting only. */
    tags: tagsSchema,
    validation: validationSchema,
  })
  .meta({ id: 'ModelVersion' });
export type ModelVersionView = z.infer<typeof modelVersionSchema>;

export const modelSchema = z
  .object({
    name: z.string(),
    createdAt: z.iso.datetime(),
    versions: z.array(z.int()),
    latest: modelVersionSchema,
    aliases: z.array(z.object({ alias: aliasSchema, version: z.int() })),
    bytes: z.int(),
    tags: tagsSchema,
  })
  .meta({ id: 'Model' });
export type ModelView = z.infer<typeof modelSchema>;

/** One move of an alias; the history is never edited. */
export const aliasMoveSchema = z
  .object({
    alias: aliasSchema,
    from: z.int().nullable(),
    to: z.int().nullable(),
    by: z.string(),
    at: z.iso.datetime(),
    note: z.string().nullable(),
  })
  .meta({ id: 'AliasMove' });
export type AliasMove = z.infer<typeof aliasMoveSchema>;

export const moveAliasSchema = z
  .object({
    version: versionNumberSchema,
    note: noteSchema,
    /** Also approves the version in the name of whoever moves the alias, where nobody judged it yet. */
    approve: z.boolean().optional(),
  })
  .meta({ id: 'MoveAlias' });
export type MoveAlias = z.output<typeof moveAliasSchema>;

/** `GET …/aliases/:alias`: the version it points to, null where none has it. */
export const standingAliasSchema = z
  .object({ alias: aliasSchema, version: z.int().nullable() })
  .meta({ id: 'StandingAlias' });
export type StandingAlias = z.infer<typeof standingAliasSchema>;

/** Body of the return of an alias to the version that had it before its last move. */
export const returnAliasSchema = z.object({ note: noteSchema }).meta({ id: 'ReturnAlias' });
export type ReturnAlias = z.output<typeof returnAliasSchema>;

/** One held-out picture and what the model said to it. */
export const caseSchema = z
  .object({
    item: datasetItemSchema,
    actual: z.string(),
    predicted: z.string(),
    confidence: z.number(),
    scores: z.record(z.string(), z.number()),
  })
  .meta({ id: 'Case' });
export type CaseView = z.infer<typeof caseSchema>;

export const caseQuerySchema = pageQuerySchema.extend({
  actual: z.string().optional(),
  predicted: z.string().optional(),
  /** Only those the model got wrong. */
  wrong: flagSchema.optional(),
});
export type CaseQuery = z.output<typeof caseQuerySchema>;

/** A model version to be held against a part of a dataset version. */
export const evaluateSchema = z
  .object({
    dataset: nameSchema,
    /** The latest ready version where it is absent. */
    version: versionNumberSchema.optional(),
    /** The test part where it is absent. */
    part: partSchema.optional(),
  })
  .meta({ id: 'Evaluate' });
export type Evaluate = z.output<typeof evaluateSchema>;

export const evaluationSchema = z
  .object({
    model: z.string(),
    version: z.int(),
    dataset: z.string(),
    datasetVersion: z.int(),
    report: classificationReportSchema,
  })
  .meta({ id: 'Evaluation' });
export type EvaluationView = z.infer<typeof evaluationSchema>;

/** `name`, `name@champion` or `name@3`. */
export const modelRefSchema = z
  .string()
  .regex(/^[^@]+(@(champion|challenger|\d{1,9}))?$/, 'name, name@champion or name@3')
  .refine((ref) => nameSchema.safeParse(ref.split('@')[0]).success, 'name, name@champion or name@3');
export const parseModelRef = (ref: string): { name: string; selector: Alias | number | null } => {
  const [name, selector] = modelRefSchema.parse(ref).split('@');
  if (selector === undefined) return { name, selector: null };
  return { name, selector: /^\d+$/.test(selector) ? Number(selector) : aliasSchema.parse(selector) };
};
