'use client';
import { deletedSchema, runDetailSchema, runSchema } from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { pathOf } from '../../api-client.ts';
import { useApi, useOne, usePages } from '../../use-api.ts';

/** @param filter - an expression as the api reads it; all runs where it is empty */
export const useRuns = (filter = '') =>
  usePages(runSchema, ['runs', 'list'], '/runs', { query: { filter: filter || null } });

export const useRun = (id: string) => useOne(runDetailSchema, ['runs', 'one', id], pathOf('runs', id));

export function useDeleteRun(id: string) {
  const api = useApi();
  const cache = useQueryClient();
  const path = pathOf('runs', id);
  return useMutation({
    mutationFn: () => api(deletedSchema, path, { method: 'DELETE', ifMatch: path }),
    onSuccess: () => {
      cache.removeQueries({ queryKey: ['runs', 'one', id] });
      void cache.invalidateQueries({ queryKey: ['runs', 'list'] });
      void cache.invalidateQueries({ queryKey: ['deleted'] });
    },
  });
}

export function useCancelRun(id: string) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api(z.unknown(), `${pathOf('runs', id)}:cancel`, { method: 'POST' }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['runs'] }),
  });
}
