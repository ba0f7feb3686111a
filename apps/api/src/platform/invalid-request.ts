import { AppError, type Locale } from '@millwright/contracts';
import { z } from 'zod';

/** One complaint of a schema; zod's own carry a code besides. */
export interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
}

const english = { locale: 'en' } as const;
const chinese = z.locales.zhCN().localeError;

/** A request that does not match its contract: `request.invalid` with one problem per field, `column` = the field. */
export class InvalidRequest extends AppError {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], locale: Locale = english.locale) {
    const said = issues.map((issue) => ({ field: fieldOf(issue), reason: reasonOf(issue, locale) }));
    const reason = said.map(({ field, reason }) => (field ? `${field}: ${reason}` : reason)).join('; ');
    super(
      'request.invalid',
      { reason },
      {
        problems: said.map(({ field, reason }) => ({
          code: 'request.invalid' as const,
          params: { reason },
          ...(field ? { column: field } : {}),
        })),
      },
    );
    this.issues = issues;
  }

  in(locale: Locale): InvalidRequest {
    return new InvalidRequest(this.issues, locale);
  }

  /** The same complaints about a part of `field`. */
  under(field: string): InvalidRequest {
    return new InvalidRequest(
      this.issues.map((issue) => ({ ...issue, path: [field, ...(issue.path ?? [])] })),
    );
  }

  /** A complaint that no schema makes. */
  static of(field: string, message: string): InvalidRequest {
    return new InvalidRequest([{ message, path: field ? [field] : [] }]);
  }
}

const fieldOf = ({ path = [] }: Issue): string =>
  path.map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.');

/** Schemas speak English; zod's other languages are asked for afterwards. A format of ours has its own words. */
function reasonOf(issue: Issue, locale: Locale): string {
  if (locale === 'en' || issue.code === undefined || issue.code === 'invalid_format') return issue.message;
  const words = chinese(issue as z.core.$ZodRawIssue);
  return (typeof words === 'string' ? words : words?.message) ?? issue.message;
}

/** @throws InvalidRequest naming the fields that hold a NUL */
export function refuseNuls(value: unknown, field = ''): void {
  const nuls = nulsIn(value, field ? [field] : []);
  if (nuls.length > 0) throw new InvalidRequest(nuls);
}

/** Where a value holds the character that no database keeps in a text; nobody means it. */
function nulsIn(value: unknown, path: readonly PropertyKey[]): Issue[] {
  if (typeof value === 'string')
    return value.includes('\0') ? [{ message: 'expected a text without the character NUL', path }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => [
    ...nulsIn(key, [...path, key.replaceAll('\0', '?')]),
    ...nulsIn(inside, [...path, key]),
  ]);
}

/**
 * Parses a value that no pipe has seen, such as a field of a multipart form.
 *
 * @throws InvalidRequest naming the fields
 */
export function parseRequest<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InvalidRequest(parsed.error.issues);
  return parsed.data;
}
