'use client';
import {
  deletedItemSchema,
  deletedPageSchema,
  purgedSchema,
  restoredSchema,
  type DeletedItem,
} from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { pathOf } from '../../api-client.ts';
import { useApi, useOne, usePages } from '../../use-api.ts';

export const useDeletedItems = () => usePages(deletedItemSchema, ['deleted', 'list'], '/deleted');

/** How long what is deleted can be restored [days]. */
export const useWaitDays = () => useOne(deletedPageSchema, ['deleted', 'wait'], '/deleted').data?.waitDays;

/** Address of what was deleted, by which it comes back. */
export function placeOf({ noun, name, version, id }: DeletedItem): string {
  if (noun === 'run') return pathOf('runs', id);
  return pathOf(noun === 'model' ? 'models' : 'datasets', name, 'versions', version ?? 0);
}

/** Brings back what was deleted, by its address. */
export function useRestore() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (place: string) => api(restoredSchema, `${place}:restore`, { method: 'POST' }),
    onSettled: () => cache.invalidateQueries(),
  });
}

/** Really deletes all that waits. */
export function usePurge() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api(purgedSchema, '/deleted:purge', { method: 'POST' }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['deleted'] }),
  });
}
