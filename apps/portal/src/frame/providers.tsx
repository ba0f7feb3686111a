'use client';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ApiFailure } from '../api-client.ts';
import { LiveEvents } from '../live/live-events.tsx';
import { theme } from './theme.ts';

/** What every page stands on; made anew for another language, because problems carry words. */
export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Notifications position="bottom-right" />
        <LiveEvents>{children}</LiveEvents>
      </MantineProvider>
    </QueryClientProvider>
  );
}

function makeQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: 10_000 } },
    queryCache: new QueryCache({
      onError: (error, query) => {
        const signedOut = error instanceof ApiFailure && error.problem.status === 401;
        if (signedOut && query.queryKey[0] !== 'session')
          void queries.invalidateQueries({ queryKey: ['session'] });
      },
    }),
  });
  return queries;
}
