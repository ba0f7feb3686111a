'use client';
import { answerSchema, predictionResultSchema, type PredictionResult } from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { pathOf, type Api } from '../../api-client.ts';
import { useApi, usePages } from '../../use-api.ts';

export const useAnswers = (limit: number) =>
  usePages(answerSchema, ['answers', 'list', limit], '/answers', { limit });

/** Asks a model about one photograph, with the places it looked at. */
export function judge(api: Api, model: string, file: File, signal: AbortSignal): Promise<PredictionResult> {
  const form = new FormData();
  form.append('model', model);
  form.append('explain', 'true');
  form.append('files', file, file.name);
  return api(predictionResultSchema, '/predictions', { method: 'POST', body: form, signal });
}

/** Records what a photograph truly shows. */
export function useRecordTruth() {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ answer, label }: { answer: string; label: string }) =>
      api(answerSchema, `${pathOf('answers', answer)}/outcome`, { method: 'POST', body: { label } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['answers'] }),
  });
}
