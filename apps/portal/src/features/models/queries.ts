'use client';
import {
  aliasMoveSchema,
  caseSchema,
  deletedSchema,
  heatMapSchema,
  modelSchema,
  modelVersionSchema,
  standingAliasSchema,
  type Alias,
} from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { pathOf, type QueryValues } from '../../api-client.ts';
import { useApi, useOne, usePages } from '../../use-api.ts';

export const useModels = () => usePages(modelSchema, ['models', 'list'], '/models');

export const useModel = (name: string) =>
  useOne(modelSchema, ['models', 'one', name], pathOf('models', name));

export const useModelVersion = (name: string, version: number | null) =>
  useOne(
    modelVersionSchema,
    ['models', 'version', name, version],
    pathOf('models', name, 'versions', version ?? 0),
    { enabled: version !== null },
  );

export const useCases = (name: string, version: number, query: QueryValues, enabled: boolean) =>
  usePages(
    caseSchema,
    ['models', 'cases', name, version],
    `${pathOf('models', name, 'versions', version)}/cases`,
    {
      query,
      limit: 200,
      enabled,
    },
  );

/** Where a version looked at a held-out picture. */
export const useCaseExplanation = (name: string, version: number, index: number) =>
  useOne(
    heatMapSchema,
    ['models', 'explanation', name, version, index],
    `${pathOf('models', name, 'versions', version, 'cases', index)}/explanation`,
  );

export const useAliasMoves = (name: string) =>
  useOne(z.array(aliasMoveSchema), ['models', 'aliases', name], `${pathOf('models', name)}/aliases`);

interface NewPlace {
  readonly alias: Alias;
  readonly version: number | null;
  readonly note?: string;
  /** Approves the version in the same step. */
  readonly approve?: boolean;
}

/** The version that has an alias. */
export const useStandingAlias = (name: string, alias: Alias) =>
  useOne(standingAliasSchema, ['models', 'alias', name, alias], pathOf('models', name, 'aliases', alias));

/** Moves an alias to a version, or takes it away where the version is null. */
export function useMoveAlias(name: string) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ alias, version, note, approve }: NewPlace) => {
      const path = pathOf('models', name, 'aliases', alias);
      if (version === null) return api(z.unknown(), path, { method: 'DELETE', ifMatch: path });
      return api(z.unknown(), path, {
        method: 'PUT',
        ifMatch: path,
        body: { version, note: note || undefined, approve },
      });
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['models'] }),
  });
}

/** Gives an alias back to the version that had it before its last move. */
export function useReturnAlias(name: string) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ alias, note }: { alias: Alias; note: string }) => {
      const path = pathOf('models', name, 'aliases', alias);
      return api(aliasMoveSchema, `${path}:return`, { method: 'POST', ifMatch: path, body: { note } });
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['models'] }),
  });
}

/** Approves or rejects a version. */
export function useReview(name: string, version: number) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, note }: { verb: 'approve' | 'reject'; note: string }) => {
      const path = pathOf('models', name, 'versions', version);
      const body = { note: note || undefined };
      return api(modelVersionSchema, `${path}:${verb}`, { method: 'POST', ifMatch: path, body });
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['models'] }),
  });
}

export function useDeleteModel(name: string) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const path = pathOf('models', name);
      return api(deletedSchema, path, { method: 'DELETE', ifMatch: path });
    },
    onSuccess: () => {
      cache.removeQueries({ queryKey: ['models', 'one', name] });
      void cache.invalidateQueries({ queryKey: ['models', 'list'] });
      void cache.invalidateQueries({ queryKey: ['deleted'] });
    },
  });
}
