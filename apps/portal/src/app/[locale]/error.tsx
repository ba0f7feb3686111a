'use client';
import { ErrorNotice } from '../../components/states.tsx';

/** What is shown where a page itself fails. */
export default function PageError({ error, reset }: { error: Error; reset(): void }) {
  return <ErrorNotice error={error} onRetry={reset} />;
}
