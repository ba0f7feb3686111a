import {
  errorWords,
  type ErrorCode,
  type ErrorParams,
  type Locale,
  type ShownProblem,
} from '@millwright/contracts';

/** Why a command could not do its work: exit code 1, and with `--json` `{ code, message, hint }`. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  /** Fields, files or rows that were wrong, for people. */
  readonly problems: readonly ShownProblem[];

  constructor(
    said: { code: ErrorCode; message: string; hint: string },
    problems: readonly ShownProblem[] = [],
  ) {
    super(said.message);
    this.code = said.code;
    this.hint = said.hint;
    this.problems = problems;
  }

  static of(
    code: ErrorCode,
    params: ErrorParams,
    locale: Locale,
    problems: readonly ShownProblem[] = [],
  ): Failure {
    return new Failure({ code, ...errorWords(code, params, locale) }, problems);
  }
}

/** The command was written wrongly: exit code 2. */
export class BadUse extends Error {}
