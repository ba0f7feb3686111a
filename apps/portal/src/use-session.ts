'use client';
import { sessionSchema } from '@millwright/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { useApi } from './use-api.ts';

const askAgainMs = 3_000;

/** Who is at this browser, and what they may do; asked again and again while the api is away. */
export function useSession() {
  const api = useApi();
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => api(sessionSchema, '/session', { signal }),
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.status === 'error' ? askAgainMs : false),
  });
}

interface Way {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Signing in and out, by whatever way: everything that is shown is asked for anew. */
export function useSigning() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ path, ...way }: Way) => api(z.unknown(), path, way),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['session'] });
      void cache.invalidateQueries();
    },
  });
}
