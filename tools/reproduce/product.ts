import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError, inspectDataset, trainRun } from '@millwright/contracts';
import { diskArtifacts, type ArtifactStore } from '@millwright/artifacts';
import { handle, inlineJobs } from '@millwright/jobs';
import { createLifecycle, type Demonstration, type Lifecycle } from '@millwright/lifecycle';
import { openRegistry, type Registry } from '@millwright/registry';
import { startEmbedded } from '../embedded-pg.mjs';
import { migrate } from './migrate.ts';
import { teller } from './progress.ts';
import type { Result } from './result.ts';

/** The product's own rooms over a database and a directory that live no longer than the measurement. */
export interface TemporaryProduct {
  /** Where a process of the product finds the same database and the same files. */
  readonly databaseUrl: string;
  readonly dataDirectory: string;
  readonly registry: Registry;
  readonly artifacts: ArtifactStore;
  readonly lifecycle: Lifecycle;
  close(): Promise<void>;
}

/** Whatever was opened, closed in the opposite order; one that fails does not keep the others open. */
async function closeAll(closings: (() => unknown)[]): Promise<void> {
  for (const close of closings.reverse())
    await Promise.resolve()
      .then(close)
      .catch((error: unknown) => console.error(error));
}

/**
 * Opens the lifecycle as the product does, on an embedded database and a temporary directory; jobs run within the call
 * that asks for them.
 */
async function openTemporaryProduct(demonstration: Demonstration | undefined): Promise<TemporaryProduct> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-reproduce-'));
  const closings: (() => unknown)[] = [() => fs.rmSync(directory, { recursive: true, force: true })];
  try {
    const database = await startEmbedded({
      directory: path.join(directory, 'database'),
      throwaway: true,
      port: undefined,
      log: undefined,
      onExit: undefined,
    });
    closings.push(() => database.stop());
    migrate(database.url);
    const registry = await openRegistry(database.url);
    closings.push(() => registry.close());
    const handlers = [
      handle(inspectDataset, (payload, job) => lifecycle.inspectDataset(payload, job)),
      handle(trainRun, (payload, job) => lifecycle.trainRun(payload, job)),
    ];
    const jobs = inlineJobs(handlers);
    closings.push(() => jobs.close());
    const tell = teller();
    jobs.on(({ event }) => event && tell(event));
    const artifacts = diskArtifacts(path.join(directory, 'artifacts'));
    const lifecycle: Lifecycle = createLifecycle({
      registry,
      jobs,
      artifacts,
      scratchDirectory: path.join(directory, 'scratch'),
      codeVersion: 'reproduce',
      demonstration,
    });
    closings.push(() => lifecycle.close());
    return {
      databaseUrl: database.url,
      dataDirectory: directory,
      registry,
      artifacts,
      lifecycle,
      close: () => closeAll(closings),
    };
  } catch (error) {
    await closeAll(closings);
    throw error;
  }
}

/**
 * Opens a product, works with it and takes it away again, also where the command is interrupted.
 *
 * @param demonstration - what a newcomer finds; as in the product where it is absent
 */
export async function withTemporaryProduct<T>(
  demonstration: Demonstration | undefined,
  work: (product: TemporaryProduct) => Promise<T>,
): Promise<T> {
  const product = await openTemporaryProduct(demonstration);
  const stop = (): void => void product.close().then(() => process.exit(130));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await work(product);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await product.close();
  }
}

/** What a run that was asked for has given. @throws AppError the reason why it failed */
export async function finishedRun(
  registry: Registry,
  id: string,
): Promise<Pick<Result, 'metrics' | 'baseline' | 'engine'>> {
  const run = await registry.runs.get(id);
  if (run.state === 'completed' && run.metrics && run.baseline)
    return { metrics: run.metrics, baseline: run.baseline, engine: run.engine ?? '-' };
  const { code, params } = run.error ?? { code: 'internal', params: { requestId: id } };
  throw new AppError(code as 'internal', params);
}
