'use client';
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice, StaleNotice } from './states.tsx';

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  refetch(): unknown;
}

interface Props<T> {
  readonly query: Asked<T>;
  /** The shape of what comes, shown at once. */
  readonly shape: ReactNode;
  children(data: T): ReactNode;
}

/** Draws an answer of the api in the state it is in: on its way, refused, old, or there. */
export function Loaded<T>({ query, shape, children }: Props<T>) {
  const retry = () => void query.refetch();
  if (query.data === undefined)
    return query.isError ? <ErrorNotice error={query.error} onRetry={retry} /> : shape;
  if (!query.isError) return children(query.data);
  return (
    <Stack>
      <StaleNotice onRetry={retry} />
      <div style={{ opacity: 0.6 }}>{children(query.data)}</div>
    </Stack>
  );
}
