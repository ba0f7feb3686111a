import {
  AppError,
  inferenceErrorSchema,
  problemOf,
  problemSchema,
  type ErrorCode,
  type ErrorParams,
  type Locale,
  type Problem,
  type ShownProblem,
} from '@millwright/contracts';

/** What the api (or the way to it) refused, with words for people in the language of the client. */
export class ApiFailure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options);
    this.name = 'ApiFailure';
    this.problem = problem;
  }

  get code(): ErrorCode {
    return this.problem.code;
  }

  /** HTTP status; 503 where nobody answered. */
  get status(): number {
    return this.problem.status;
  }

  /** What to do next. */
  get hint(): string {
    return this.problem.hint;
  }

  get requestId(): string {
    return this.problem.requestId;
  }

  /** Fields, files or rows that were wrong. */
  get problems(): readonly ShownProblem[] {
    return this.problem.errors;
  }
}

/** A failure that is noticed on this side. */
export const failure = (
  code: ErrorCode,
  params: ErrorParams,
  locale: Locale,
  options?: ErrorOptions,
): ApiFailure => new ApiFailure(problemOf(new AppError(code, params), locale, '-'), options);

/** The Open Inference Protocol knows words, but no codes. */
const codesOfInference: Readonly<Record<number, ErrorCode>> = {
  400: 'request.invalid',
  401: 'access.key',
  403: 'access.scope',
  404: 'model.not-found',
  413: 'request.too-large',
  503: 'inference.not-ready',
};

/**
 * The failure that an answer carries.
 *
 * @param body - of the answer: a problem, an error of the Open Inference Protocol, or something that is neither
 */
export function failureIn(
  body: unknown,
  { status, path, locale }: { status: number; path: string; locale: Locale },
): ApiFailure {
  const problem = problemSchema.safeParse(body);
  if (problem.success) return new ApiFailure(problem.data);
  const said = inferenceErrorSchema.safeParse(body);
  if (!said.success) return failure('response.invalid', { path, reason: `HTTP ${status}` }, locale);
  const code = codesOfInference[status] ?? 'internal';
  const { error: detail } = said.data;
  const head = { type: `/api/docs#error-${code}`, title: detail, status, detail };
  return new ApiFailure({ ...head, code, hint: '', requestId: '-', errors: [] });
}
