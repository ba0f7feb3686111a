'use client';
import { modelDefinitionSchema, runSchema, type StartRunForm } from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { useApi, useOne } from '../../use-api.ts';

export const useModelDefinitions = () =>
  useOne(z.array(modelDefinitionSchema), ['model-definitions'], '/model-definitions');

export function useStartRun() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (form: StartRunForm) => api(runSchema, '/runs', { method: 'POST', body: form }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['runs', 'list'] });
      void cache.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
}
