'use client';
import { apiKeySchema, newKeySchema, type CreateKey } from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { pathOf } from '../../api-client.ts';
import { useApi, usePages } from '../../use-api.ts';

export const useKeys = () => usePages(apiKeySchema, ['keys', 'list'], '/keys');

export function useKeyChanges() {
  const api = useApi();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: ['keys'] });
  return {
    create: useMutation({
      mutationFn: (body: CreateKey) => api(newKeySchema, '/keys', { method: 'POST', body }),
      onSuccess,
    }),
    revoke: useMutation({
      mutationFn: (id: string) => api(apiKeySchema, pathOf('keys', id), { method: 'DELETE' }),
      onSuccess,
    }),
  };
}
