import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inspectDataset, trainRun, type PlatformEvent } from '@millwright/contracts';
import { diskArtifacts, type ArtifactStore } from '@millwright/artifacts';
import { handle, inlineJobs } from '@millwright/jobs';
import { createLifecycle, type Lifecycle } from '@millwright/lifecycle';
import { openRegistry, type Registry } from '@millwright/registry';
import { root } from '../command/step.mjs';
import { startEmbedded } from '../embedded-pg.mjs';

/** The product's own rooms over a database and a directory that live no longer than the measurement. */
export interface TemporaryProduct {
  readonly registry: Registry;
  readonly artifacts: ArtifactStore;
  readonly lifecycle: Lifecycle;
  close(): Promise<void>;
}

function migrate(url: string): void {
  const program = path.join(root, 'libs/stores/registry/migrate.mjs');
  const environment = { ...process.env, DATABASE_URL: url };
  const { status, stderr } = spawnSync(process.execPath, [program, 'deploy'], {
    env: environment,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The database could not be prepared: ${stderr}`);
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
 *
 * @param heard - gets every event that a page would be told
 */
export async function openTemporaryProduct(heard: (event: PlatformEvent) => void): Promise<TemporaryProduct> {
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
    jobs.on(({ event }) => event && heard(event));
    const artifacts = diskArtifacts(path.join(directory, 'artifacts'));
    const lifecycle: Lifecycle = createLifecycle({
      registry,
      jobs,
      artifacts,
      scratchDirectory: path.join(directory, 'scratch'),
      codeVersion: 'reproduce',
    });
    closings.push(() => lifecycle.close());
    return { registry, artifacts, lifecycle, close: () => closeAll(closings) };
  } catch (error) {
    await closeAll(closings);
    throw error;
  }
}
