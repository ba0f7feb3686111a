'use client';
import {
  datasetItemSchema,
  datasetSchema,
  datasetVersionSchema,
  deletedSchema,
  findingSchema,
  importResultSchema,
  type FindingKind,
} from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { pathOf, type QueryValues } from '../../api-client.ts';
import { useApi, useOne, usePages } from '../../use-api.ts';

export const useDatasets = () => usePages(datasetSchema, ['datasets', 'list'], '/datasets');

export const useDataset = (name: string) =>
  useOne(datasetSchema, ['datasets', 'one', name], pathOf('datasets', name));

export const useDatasetVersion = (name: string, version: number | null) =>
  useOne(
    datasetVersionSchema,
    ['datasets', 'version', name, version],
    pathOf('datasets', name, 'versions', version ?? 0),
    { enabled: version !== null },
  );

export const useItems = (name: string, version: number, query: QueryValues) =>
  usePages(
    datasetItemSchema,
    ['datasets', 'items', name, version],
    `${pathOf('datasets', name, 'versions', version)}/items`,
    { query, limit: 200 },
  );

export const useFindings = (name: string, version: number, enabled: boolean) =>
  useOne(
    z.array(findingSchema),
    ['datasets', 'findings', name, version],
    `${pathOf('datasets', name, 'versions', version)}/findings`,
    { enabled },
  );

/** A new version without the pictures that a finding names; the old one stays. */
export function useLeaveOut(name: string) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ from, kinds, exclude = [] }: { from: number; kinds: FindingKind[]; exclude?: number[] }) =>
      api(importResultSchema, `${pathOf('datasets', name)}/versions`, {
        method: 'POST',
        body: { from, excludeFindings: kinds, exclude },
      }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['datasets'] }),
  });
}

/** Deletes a dataset; `confirm` lets go of the training data of models. */
export function useDeleteDataset(name: string) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (confirm: boolean) =>
      api(deletedSchema, pathOf('datasets', name), {
        method: 'DELETE',
        ifMatch: pathOf('datasets', name),
        query: { confirm: confirm || undefined },
      }),
    onSuccess: () => {
      cache.removeQueries({ queryKey: ['datasets', 'one', name] });
      void cache.invalidateQueries({ queryKey: ['datasets', 'list'] });
      void cache.invalidateQueries({ queryKey: ['deleted'] });
    },
  });
}
