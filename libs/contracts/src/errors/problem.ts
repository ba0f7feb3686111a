import { z } from 'zod';
import { bilingualSchema, type Locale } from '../locale.ts';
import { errorWords, type AppError, type ItemProblem } from './app-error.ts';
import { errorCodes } from './table.ts';

export const itemProblemSchema = z
  .object({
    code: z.enum(errorCodes),
    params: z.record(z.string(), z.union([z.string(), z.number(), bilingualSchema])),
    file: z.string().optional(),
    row: z.int().optional(),
    column: z.string().optional(),
  })
  .meta({ id: 'ItemProblem' });

/** An {@link ItemProblem} with its words, as the api sends it. */
export const shownProblemSchema = itemProblemSchema
  .extend({ message: z.string(), hint: z.string() })
  .meta({ id: 'ShownProblem' });
export type ShownProblem = z.infer<typeof shownProblemSchema>;

/** Problem body of RFC 9457 with our code, hint and request id. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(errorCodes),
    hint: z.string(),
    requestId: z.string(),
    errors: z.array(shownProblemSchema),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

export function showProblem(problem: ItemProblem, locale: Locale): ShownProblem {
  return { ...problem, params: { ...problem.params }, ...errorWords(problem.code, problem.params, locale) };
}

export function problemOf(error: AppError, locale: Locale, requestId: string): Problem {
  const { message, hint } = errorWords(error.code, { ...error.params, requestId }, locale);
  return {
    type: `/api/docs#error-${error.code}`,
    title: message,
    status: error.status,
    detail: message,
    code: error.code,
    hint,
    requestId,
    errors: error.problems.map((problem) => showProblem(problem, locale)),
  };
}
