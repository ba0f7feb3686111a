import type { Bilingual, Locale } from '../locale.ts';
import { errorTable, type ErrorCode } from './table.ts';

/** What fills the words of an error; a value that is itself words comes in both languages. */
export type ErrorParams = Readonly<Record<string, string | number | Bilingual>>;

/** What is said of one item (a file, a row, a cell) of bulk work; the words are made when it is shown. */
export interface ItemProblem {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
}

const fill = (template: string, params: ErrorParams, locale: Locale): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name] ?? whole;
    return typeof value === 'object' ? value[locale] : String(value);
  });

/** Message and hint of a code in a language, parameters filled in. */
export function errorWords(
  code: ErrorCode,
  params: ErrorParams,
  locale: Locale,
): { message: string; hint: string } {
  const words = errorTable[code][locale];
  return { message: fill(words.message, params, locale), hint: fill(words.hint, params, locale) };
}

/**
 * The one error of the platform: a code of the table and the values that fill its words.
 *
 * @example throw new AppError('run.not-found', { run: id })
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly problems: readonly ItemProblem[];

  constructor(
    code: ErrorCode,
    params: ErrorParams = {},
    options: { cause?: unknown; problems?: readonly ItemProblem[] } = {},
  ) {
    super(errorWords(code, params, 'en').message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.params = params;
    this.problems = options.problems ?? [];
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  get hint(): string {
    return errorWords(this.code, this.params, 'en').hint;
  }

  words(locale: Locale): { message: string; hint: string } {
    return errorWords(this.code, this.params, locale);
  }
}

/** The error itself where it is ours, else `internal` with the original as its cause. */
export function toAppError(error: unknown, requestId = '-'): AppError {
  return error instanceof AppError ? error : new AppError('internal', { requestId }, { cause: error });
}
