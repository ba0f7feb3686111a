import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  inspectDataset,
  trainRun,
  type DatasetVersionView,
  type PlatformEvent,
  type RunView,
} from '@millwright/contracts';
import { diskArtifacts, type ArtifactStore } from '@millwright/artifacts';
import { handle, inlineJobs, type Jobs } from '@millwright/jobs';
import type { Registry } from '@millwright/registry';
import { aRegistry } from '@millwright/registry/testing';
import type { ImageModel } from '../catalogue.ts';
import { createLifecycle } from '../create-lifecycle.ts';
import type { Demonstration } from '../demonstration-plant.ts';
import type { Lifecycle, Work } from '../lifecycle.ts';
import { stored, type UploadedFile } from './pictures.ts';
import { tinyModel, type TinyWatch } from './tiny-model.ts';

export interface World {
  readonly lifecycle: Lifecycle;
  readonly registry: Registry;
  readonly artifacts: ArtifactStore;
  readonly jobs: Jobs;
  readonly directory: string;
  /** Everything that was reported, in order. */
  readonly events: PlatformEvent[];
  /** Puts files into the store and imports them; jobs run at once. */
  imported(name: string, files: readonly UploadedFile[]): Promise<DatasetVersionView>;
  /** Trains the tiny model on the newest version of a dataset. */
  trained(dataset: string, settings?: Record<string, unknown>, registerAs?: string): Promise<RunView>;
  /** Hashes in the store. */
  held(): Promise<string[]>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly watch?: TinyWatch;
  readonly models?: readonly ImageModel[];
  readonly demonstration?: Demonstration;
  /** 0 where it is absent: what is deleted is gone at once. */
  readonly deleteWaitDays?: number;
  /** Stands in for the store on disk, to make it fail. */
  readonly artifacts?: (store: ArtifactStore) => ArtifactStore;
}

/** What a job would give its work, for calling a verb directly. */
export const someWork = (given: Partial<Work> = {}): Work => ({
  attempt: 1,
  signal: new AbortController().signal,
  report: () => Promise.resolve(),
  willRetry: () => false,
  ...given,
});

/** A lifecycle on a database and a folder of its own, with jobs that run when they are enqueued. */
export async function aWorld(options: WorldOptions = {}): Promise<World> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lifecycle-'));
  const registry = await aRegistry();
  const disk = diskArtifacts(path.join(directory, 'artifacts'));
  const artifacts = options.artifacts?.(disk) ?? disk;
  const events: PlatformEvent[] = [];
  const jobs = inlineJobs([
    handle(inspectDataset, (payload, job) => lifecycle.inspectDataset(payload, job)),
    handle(trainRun, (payload, job) => lifecycle.trainRun(payload, job)),
  ]);
  jobs.on(({ event }) => event && events.push(event));
  const lifecycle = createLifecycle({
    registry,
    artifacts,
    jobs,
    scratchDirectory: path.join(directory, 'scratch'),
    codeVersion: '0.0.0-test',
    models: options.models ?? [tinyModel(options.watch)],
    demonstration: options.demonstration,
    deleteWaitDays: options.deleteWaitDays ?? 0,
  });

  return {
    lifecycle,
    registry,
    artifacts,
    jobs,
    directory,
    events,
    async imported(name, files) {
      const sources = await stored(artifacts, files);
      const { version } = await lifecycle.receiveDataset({ name, kind: 'images' }, sources, 'tester');
      return registry.datasets.version(name, version);
    },
    async trained(dataset, settings = {}, registerAs) {
      const request = { model: 'vision/tiny', dataset, settings, seed: 1, registerAs };
      const { id } = await lifecycle.startRun(request, 'tester');
      return registry.runs.get(id);
    },
    async held() {
      const hashes: string[] = [];
      for await (const { hash } of artifacts.list()) hashes.push(hash);
      return hashes.sort();
    },
    async close() {
      await lifecycle.close();
      await jobs.close();
      await registry.close();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}
