import type { Page } from '@millwright/contracts';
import type { z } from 'zod';
import type { Api } from './api.ts';

/** Everything of a list, page after page. */
export async function allPages<T>(
  api: Api,
  path: string,
  schema: z.ZodType<Page<T>>,
  query: Readonly<Record<string, string | undefined>> = {},
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await api.get(path, schema, { ...query, cursor, limit: 500 });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
