'use client';
import { pageOf, type Page } from '@millwright/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import type { z } from 'zod';
import { apiFor, type Api, type QueryValues } from './api-client.ts';

/** The api in the language of the page. */
export function useApi(): Api {
  const locale = useLocale();
  return useMemo(() => apiFor(locale), [locale]);
}

interface OneOptions {
  readonly enabled?: boolean;
  readonly refetchInterval?: number;
}

/** One thing of the api. `queryKey` is what events change it by (see `applyEvent`). */
export function useOne<T>(
  schema: z.ZodType<T>,
  queryKey: readonly unknown[],
  path: string,
  options: OneOptions = {},
) {
  const api = useApi();
  return useQuery({ queryKey, queryFn: ({ signal }) => api(schema, path, { signal }), ...options });
}

interface PagesOptions {
  readonly query?: QueryValues;
  readonly limit?: number;
  readonly enabled?: boolean;
}

/** A list of the api, page by page; `rows` are all that came so far. */
export function usePages<T>(
  schema: z.ZodType<T>,
  queryKey: readonly unknown[],
  path: string,
  { query = {}, limit = 100, enabled = true }: PagesOptions = {},
) {
  const api = useApi();
  const pages = useInfiniteQuery({
    queryKey: [...queryKey, query],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Page<T>> =>
      api(pageOf(schema), path, { query: { ...query, limit, cursor: pageParam }, signal }),
    getNextPageParam: (last: Page<T>) => last.nextCursor,
    enabled,
  });
  const data = useMemo(
    () =>
      pages.data && {
        rows: pages.data.pages.flatMap(({ items }) => items),
        total: pages.data.pages[0]?.total ?? 0,
      },
    [pages.data],
  );
  return { ...pages, data };
}
