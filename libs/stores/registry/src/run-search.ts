import { AppError, type Page, type RunQuery } from '@millwright/contracts';
import type { Client } from './database.ts';
import { Prisma } from './generated/client.ts';
import {
  kindOf,
  parseFilter,
  parseOrder,
  type Attribute,
  type Comparison,
  type Field,
} from './run-filter.ts';

const columns: Readonly<Record<Attribute, Prisma.Sql>> = {
  state: Prisma.sql`state`,
  model: Prisma.sql`model`,
  dataset: Prisma.sql`dataset`,
  name: Prisma.sql`register_as`,
  engine: Prisma.sql`engine`,
  version: Prisma.sql`dataset_version`,
  seed: Prisma.sql`seed`,
  created: Prisma.sql`created_at`,
};

/** Signs and words of SQL stand here; whatever a person wrote goes as a parameter. */
const signs: Readonly<Record<Comparison['comparator'], Prisma.Sql>> = {
  '=': Prisma.sql`=`,
  '!=': Prisma.sql`<>`,
  '>': Prisma.sql`>`,
  '>=': Prisma.sql`>=`,
  '<': Prisma.sql`<`,
  '<=': Prisma.sql`<=`,
  LIKE: Prisma.sql`LIKE`,
  ILIKE: Prisma.sql`ILIKE`,
  IN: Prisma.sql`IN`,
  'NOT IN': Prisma.sql`NOT IN`,
};

function expression({ group, name }: Field): Prisma.Sql {
  if (group === 'metrics') return Prisma.sql`(metrics->>${name}::text)::float8`;
  if (group === 'params') return Prisma.sql`(settings->>${name}::text)`;
  if (group === 'tags') return Prisma.sql`(tags->>${name}::text)`;
  return columns[name as Attribute];
}

function condition({ field, comparator, value }: Comparison): Prisma.Sql {
  const left = expression(field);
  if (Array.isArray(value))
    return Prisma.sql`${left} ${signs[comparator]} (${Prisma.join(value as string[])})`;
  const right =
    kindOf(field) === 'time'
      ? Prisma.sql`${value}::timestamptz`
      : typeof value === 'number'
        ? Prisma.sql`${value}::float8`
        : Prisma.sql`${value}`;
  return Prisma.sql`${left} ${signs[comparator]} ${right}`;
}

/** Place after which an ordered page goes on: the value that is ordered by (as text) and the number of the row. */
interface Place {
  readonly value: string | null;
  readonly seq: string;
}

const cursorAt = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function placeOf(cursor: string): Place {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Place;
    if (/^\d{1,18}$/.test(place.seq) && (place.value === null || typeof place.value === 'string'))
      return place;
  } catch {
    // said below
  }
  throw new AppError('request.invalid', { reason: 'cursor is not the nextCursor of a page' });
}

/** Rows behind a place; runs without the value come last, newer ones before older ones of the same value. */
function behind(by: Prisma.Sql, kind: Prisma.Sql, sign: Prisma.Sql, { value, seq }: Place): Prisma.Sql {
  const older = Prisma.sql`seq < ${seq}::bigint`;
  if (value === null) return Prisma.sql`${by} IS NULL AND ${older}`;
  const same = Prisma.sql`${by} = ${value}::${kind} AND ${older}`;
  return Prisma.sql`(${by} ${sign} ${value}::${kind} OR (${same}) OR ${by} IS NULL)`;
}

const kinds = { text: Prisma.sql`text`, number: Prisma.sql`float8`, time: Prisma.sql`timestamptz` } as const;

/**
 * Numbers of the runs that a filter lets through, in order: newest first unless the query says otherwise.
 *
 * @throws AppError `run.filter`, `request.invalid` for a cursor of another list
 */
export async function searchRuns(
  db: Client,
  { cursor, limit, state, dataset, filter, order }: RunQuery,
): Promise<Page<bigint>> {
  const wanted = [
    Prisma.sql`deleted_at IS NULL`,
    ...(state ? [Prisma.sql`state = ${state}`] : []),
    ...(dataset ? [Prisma.sql`dataset = ${dataset}`] : []),
    ...(filter ? parseFilter(filter).map(condition) : []),
  ];
  const { field, direction } = order ? parseOrder(order) : { field: null, direction: 'DESC' };
  const by = field ? Prisma.sql`(${expression(field)})::${kinds[kindOf(field)]}` : Prisma.sql`NULL::text`;
  const kind = kinds[field ? kindOf(field) : 'text'];
  const [word, sign] = direction === 'ASC' ? [Prisma.sql`ASC`, signs['>']] : [Prisma.sql`DESC`, signs['<']];
  const page = cursor === undefined ? wanted : [...wanted, behind(by, kind, sign, placeOf(cursor))];
  const [rows, [{ count }]] = await Promise.all([
    db.$queryRaw<{ seq: bigint; value: string | null }[]>(Prisma.sql`
      SELECT seq, ${by}::text AS value FROM runs WHERE ${all(page)}
      ORDER BY ${by} ${word} NULLS LAST, seq DESC LIMIT ${limit + 1}`),
    db.$queryRaw<{ count: bigint }[]>(Prisma.sql`SELECT count(*) FROM runs WHERE ${all(wanted)}`),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor =
    rows.length > limit && last ? cursorAt({ value: last.value, seq: String(last.seq) }) : null;
  return { items: shown.map(({ seq }) => seq), nextCursor, total: Number(count) };
}

const all = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join([...conditions], ' AND ');
