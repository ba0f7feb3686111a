'use client';
import {
  userLinkSchema,
  userSchema,
  userSessionsSchema,
  type CreateUser,
  type UpdateUser,
} from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { pathOf } from '../../api-client.ts';
import { useApi, useOne, usePages } from '../../use-api.ts';

export const useUsers = () => usePages(userSchema, ['users', 'list'], '/users');
export const useUserSessions = (id: string) =>
  useOne(userSessionsSchema, ['users', id, 'sessions'], `${pathOf('users', id)}/sessions`);

/** What an administrator does about a person; the list is asked for anew. */
export function useUserChanges() {
  const api = useApi();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: ['users'] });
  return {
    create: useMutation({
      mutationFn: (body: CreateUser) => api(userLinkSchema, '/users', { method: 'POST', body }),
      onSuccess,
    }),
    update: useMutation({
      mutationFn: ({ id, ...body }: UpdateUser & { id: string }) =>
        api(userSchema, pathOf('users', id), { method: 'PATCH', body }),
      onSuccess,
    }),
    link: useMutation({
      mutationFn: (id: string) => api(userLinkSchema, `${pathOf('users', id)}:link`, { method: 'POST' }),
    }),
    endSessions: useMutation({
      mutationFn: (id: string) => api(z.unknown(), `${pathOf('users', id)}/sessions`, { method: 'DELETE' }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (id: string) => api(z.unknown(), pathOf('users', id), { method: 'DELETE' }),
      onSuccess,
    }),
  };
}
