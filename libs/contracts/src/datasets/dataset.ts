import { z } from 'zod';
import { shownProblemSchema } from '../errors/problem.ts';
import { pageQuerySchema } from '../pages.ts';

/** Name of a dataset or a registered model: letters and digits of any script, then also `. _ -`. */
export const nameSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u,
    'letters, digits, ".", "_" and "-" only, starting with a letter or digit',
  );

/** The largest whole number that the registry keeps as a number of a version or the place of a picture. */
export const mostWhole = 2 ** 31 - 1;
/** Number of a version of a dataset or a model, from 1. */
export const versionNumberSchema = z.int().min(1).max(mostWhole);
/** Place of a picture in its dataset version, from 0. */
export const itemIndexSchema = z.int().min(0).max(mostWhole);

export const datasetKinds = ['images'] as const;
export const datasetKindSchema = z.enum(datasetKinds);
export type DatasetKind = z.infer<typeof datasetKindSchema>;

export const parts = ['train', 'validation', 'test'] as const;
export const partSchema = z.enum(parts);
export type Part = z.infer<typeof partSchema>;

export const versionStates = ['received', 'inspecting', 'ready', 'rejected'] as const;
export const versionStateSchema = z.enum(versionStates);
export type VersionState = z.infer<typeof versionStateSchema>;

/** One file as it was handed over: an archive, an IDX file, a CSV or a picture. */
export const sourceFileSchema = z.object({ path: z.string(), hash: z.string(), bytes: z.int() });
export type SourceFile = z.infer<typeof sourceFileSchema>;

/** One picture of a dataset version; `index` is its place in the version, 0-based. */
export const datasetItemSchema = z
  .object({
    index: z.int(),
    path: z.string(),
    label: z.string(),
    part: partSchema.nullable(),
    hash: z.string(),
    bytes: z.int(),
    width: z.int(),
    height: z.int(),
    channels: z.int(),
  })
  .meta({ id: 'DatasetItem' });
export type DatasetItem = z.infer<typeof datasetItemSchema>;

export const findingKinds = [
  'unreadable',
  'exact-duplicate',
  'near-duplicate',
  'train-test-duplicate',
  'train-test-near-duplicate',
  'label-conflict',
  'odd-size',
  'blur',
  'class-imbalance',
  'small-class',
] as const;
export const findingKindSchema = z.enum(findingKinds);
export type FindingKind = z.infer<typeof findingKindSchema>;

export const severities = ['info', 'warning', 'error'] as const;

/** Something wrong or odd in a version. `count` counts pictures (test pictures for duplicates across parts). */
export const findingSchema = z
  .object({
    kind: findingKindSchema,
    severity: z.enum(severities),
    count: z.int(),
    /** Values for the sentence that describes it, such as `{ largest: 'good', ratio: 9.2 }`. */
    details: z.record(z.string(), z.union([z.string(), z.number()])),
    /** Pictures that belong together (a duplicate and its original), by `index`; at most 5000 groups. */
    groups: z.array(z.array(z.int())),
    /** Pictures that leaving out would mend, by `index`. */
    excludable: z.array(z.int()),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof findingSchema>;

export const classCountSchema = z.object({
  label: z.string(),
  total: z.int(),
  train: z.int(),
  validation: z.int(),
  test: z.int(),
  /** Pictures without a part; the split happens when a run starts. */
  unassigned: z.int(),
});
export type ClassCount = z.infer<typeof classCountSchema>;

export const imageProfileSchema = z.object({
  classes: z.array(classCountSchema),
  width: z.object({ min: z.int(), median: z.int(), max: z.int() }),
  height: z.object({ min: z.int(), median: z.int(), max: z.int() }),
  colour: z.boolean(),
  bytes: z.int(),
});
export type ImageProfile = z.infer<typeof imageProfileSchema>;

export const datasetVersionSchema = z
  .object({
    dataset: z.string(),
    version: z.int(),
    kind: datasetKindSchema,
    state: versionStateSchema,
    progress: z.number(),
    remainingSeconds: z.number().nullable(),
    createdAt: z.iso.datetime(),
    /** SHA-256 over the ordered list of (path, label, part, picture hash); null until inspected. */
    contentHash: z.string().nullable(),
    rows: z.int(),
    rejected: z.int(),
    profile: imageProfileSchema.nullable(),
    findings: z.array(
      findingSchema.omit({ groups: true, excludable: true }).extend({ excludableCount: z.int() }),
    ),
    /** The first 100 files that were left out, and why. */
    problems: z.array(shownProblemSchema),
    /** The version this one was made from by leaving pictures out. */
    parent: z.int().nullable(),
    excluded: z.int(),
    error: shownProblemSchema.nullable(),
  })
  .meta({ id: 'DatasetVersion' });
export type DatasetVersionView = z.infer<typeof datasetVersionSchema>;

export const datasetSchema = z
  .object({
    name: z.string(),
    kind: datasetKindSchema,
    createdAt: z.iso.datetime(),
    versions: z.array(z.int()),
    latest: datasetVersionSchema,
    bytes: z.int(),
    /** Hash of some pictures for a preview, at most eight. */
    preview: z.array(z.int()),
  })
  .meta({ id: 'Dataset' });
export type DatasetView = z.infer<typeof datasetSchema>;

/** Fields that come with an upload (`POST /datasets`, multipart: fields first, then the files with their relative paths). */
export const importDatasetSchema = z.object({
  name: nameSchema,
  kind: datasetKindSchema.default('images'),
  /** JSON object of relative path prefix → part, where the layout itself does not say it. */
  split: z.record(z.string(), partSchema).optional(),
});
export type ImportDataset = z.output<typeof importDatasetSchema>;

export const importResultSchema = z
  .object({
    dataset: z.string(),
    version: z.int(),
    job: z.string(),
    /** Files that were not taken because of their names. */
    problems: z.array(shownProblemSchema).optional(),
  })
  .meta({ id: 'ImportResult' });
export type ImportResult = z.infer<typeof importResultSchema>;

export const itemQuerySchema = pageQuerySchema.extend({
  label: z.string().optional(),
  part: z.enum([...parts, 'none']).optional(),
  finding: findingKindSchema.optional(),
});
export type ItemQuery = z.output<typeof itemQuerySchema>;

/** A new version without some pictures: by index, or everything that leaving out would mend a finding. */
export const deriveVersionSchema = z
  .object({
    from: versionNumberSchema,
    exclude: z.array(itemIndexSchema).default([]),
    excludeFindings: z.array(findingKindSchema).default([]),
  })
  .meta({ id: 'DeriveVersion' });
export type DeriveVersion = z.output<typeof deriveVersionSchema>;
