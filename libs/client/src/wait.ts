import type { Locale } from '@millwright/contracts';
import type { Client } from './client.ts';
import { ApiFailure, failure } from './failure.ts';
import type { components } from './generated/api.ts';

type Schemas = components['schemas'];

interface WaitOptions {
  readonly signal?: AbortSignal;
  /** Between two looks [ms]. */
  readonly everyMs?: number;
  /** Of the words where it came to nothing. */
  readonly locale?: Locale;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks again and again until there is something. */
async function until<T>(
  look: () => Promise<T | undefined>,
  { signal, everyMs = 500 }: WaitOptions,
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    await pause(everyMs);
  }
}

const refused = (error: Schemas['ShownProblem'] | null, { locale = 'en' }: WaitOptions): ApiFailure => {
  const { problem } = failure(error?.code ?? 'request.cancelled', error?.params ?? {}, locale);
  return new ApiFailure({ ...problem, ...(error && { detail: error.message, hint: error.hint }) });
};

/**
 * Waits until the pictures of a dataset version were looked at.
 *
 * @param received - what {@link Client.importDataset} gave
 * @throws ApiFailure with the reason where the version was rejected
 */
export function inspected(
  client: Client,
  { dataset: name, version }: Schemas['ImportResult'],
  options: WaitOptions = {},
): Promise<Schemas['DatasetVersion']> {
  return until(async () => {
    const now = await client.getDatasetVersion({ path: { name, version } });
    if (now.state === 'rejected') throw refused(now.error, options);
    return now.state === 'ready' ? now : undefined;
  }, options);
}

/**
 * Waits until a run is over.
 *
 * @throws ApiFailure with the reason where it failed or was cancelled
 */
export function finished(
  client: Client,
  { id }: Pick<Schemas['Run'], 'id'>,
  options: WaitOptions = {},
): Promise<Schemas['RunDetail']> {
  return until(async () => {
    const run = await client.getRun({ path: { id } });
    if (run.state === 'failed' || run.state === 'canceled') throw refused(run.error, options);
    return run.state === 'completed' ? run : undefined;
  }, options);
}
