'use client';
import { sessionSchema } from '@millwright/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { ErrorNotice } from '../components/states.tsx';
import { useApi } from '../use-api.ts';
import { KeyForm } from './key-form.tsx';

const askAgainMs = 3_000;

/** Lets the page through once the api answers and, where it wants the access key, has it. */
export function SessionGate({ children }: { children: ReactNode }) {
  const api = useApi();
  const cache = useQueryClient();
  const session = useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => api(sessionSchema, '/session', { signal }),
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.status === 'error' ? askAgainMs : false),
  });
  const wasAway = useRef(false);
  useEffect(() => {
    if (session.isError) wasAway.current = true;
    else if (session.data && wasAway.current) {
      wasAway.current = false;
      void cache.invalidateQueries();
    }
  }, [session.isError, session.data, cache]);
  if (session.data === undefined && session.isError)
    return <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data?.keyRequired && !session.data.signedIn) return <KeyForm />;
  return children;
}
