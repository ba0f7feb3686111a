import { z } from 'zod';
import { modelRefSchema } from '../models/model.ts';
import { shownProblemSchema } from '../errors/problem.ts';
import { flagSchema, pageQuerySchema } from '../pages.ts';

/** Where the model looked: `values[row][column]` in 0..1 over the whole picture, coarse (for example 14 x 14). */
export const heatMapSchema = z
  .object({
    method: z.literal('grad-cam'),
    label: z.string(),
    width: z.int(),
    height: z.int(),
    values: z.array(z.array(z.number())),
  })
  .meta({ id: 'HeatMap' });
export type HeatMap = z.infer<typeof heatMapSchema>;

export const answerSchema = z
  .object({
    id: z.uuid(),
    model: z.string(),
    version: z.int(),
    dataset: z.string(),
    datasetVersion: z.int(),
    /** Name of the file that was asked about. */
    input: z.string(),
    /** SHA-256 of its bytes. */
    inputHash: z.string(),
    /** The verdict: a label of the model. */
    answer: z.string(),
    confidence: z.number(),
    scores: z.record(z.string(), z.number()),
    threshold: z.number().nullable(),
    explanation: heatMapSchema.nullable(),
    seconds: z.number(),
    createdAt: z.iso.datetime(),
    outcome: z.object({ label: z.string(), at: z.iso.datetime(), by: z.string() }).nullable(),
  })
  .meta({ id: 'Answer' });
export type AnswerView = z.infer<typeof answerSchema>;

/** Fields of `POST /predictions` (multipart: fields first, then the photographs). */
export const predictSchema = z.object({ model: modelRefSchema, explain: flagSchema.default(false) });
export type Predict = z.output<typeof predictSchema>;

/** Place of a photograph among the files of the request, from 0. */
const place = { index: z.int() };

/** Bulk answers per item: a photograph that cannot be read does not spoil the others, and each is found by its place. */
export const predictionResultSchema = z
  .object({
    answers: z.array(answerSchema.extend(place).meta({ id: 'AnswerToItem' })),
    problems: z.array(shownProblemSchema.extend(place).meta({ id: 'ProblemOfItem' })),
  })
  .meta({ id: 'PredictionResult' });
export type PredictionResult = z.infer<typeof predictionResultSchema>;

export const outcomeSchema = z.object({ label: z.string().min(1) }).meta({ id: 'Outcome' });
export type OutcomeRequest = z.output<typeof outcomeSchema>;

export const answerQuerySchema = pageQuerySchema.extend({ model: modelRefSchema.optional() });
export type AnswerQuery = z.output<typeof answerQuerySchema>;
