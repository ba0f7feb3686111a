import { AppError, type Page } from '@millwright/contracts';

/** Place after which a page goes on, as clients carry it: they are not meant to read it. */
export const cursorAt = (key: number | bigint): string => Buffer.from(`after:${key}`).toString('base64url');

/**
 * @returns the key of the last row of the page before, or null for the first page
 * @throws AppError `request.invalid`
 */
export function keyOf(cursor: string | undefined): bigint | null {
  if (cursor === undefined) return null;
  const key = /^after:(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  if (key === undefined) {
    throw new AppError('request.invalid', { reason: 'cursor is not the nextCursor of a page' });
  }
  return BigInt(key);
}

/** A page of rows of which one more than `limit` was asked for, to know whether another page follows. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  total: number,
  key: (row: Row) => number | bigint,
  show: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(show), nextCursor: more ? cursorAt(key(last)) : null, total };
}
