'use client';
import { runComparisonSchema, type CompareRunsForm } from '@millwright/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../use-api.ts';

/** Runs side by side; what was shown stays until another metric or baseline is there. */
export function useComparison(request: CompareRunsForm | null) {
  const api = useApi();
  return useQuery({
    queryKey: ['runs', 'compare', request],
    queryFn: ({ signal }) =>
      api(runComparisonSchema, '/runs:compare', { method: 'POST', body: request, signal }),
    placeholderData: keepPreviousData,
    enabled: request !== null,
  });
}
