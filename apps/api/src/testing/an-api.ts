import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  inspectDataset,
  isOver,
  trainRun,
  type DatasetVersionView,
  type RunView,
} from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import { handle, startWorker } from '@millwright/jobs';
import { darkAndLight, tinyModel, type TinyWatch, type UploadedFile } from '@millwright/lifecycle/testing';
import { aDatabase } from '@millwright/registry/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { openParts, type OpenParts } from '../open-parts.ts';
import { formType, rawForm } from './raw-form.ts';

export interface AnApi {
  readonly parts: OpenParts;
  readonly directory: string;
  readonly port: number;
  readonly url: string;
  /** Requests against the listening api. */
  ask(): ReturnType<typeof request>;
  /** Uploads files as a dataset. */
  upload(name: string, files: readonly UploadedFile[]): request.Test;
  /** Uploads pictures of two classes and waits until the version is ready. */
  imported(name: string, files?: readonly UploadedFile[]): Promise<DatasetVersionView>;
  /** Trains the tiny model and waits until the run is over. */
  trained(dataset: string): Promise<RunView>;
  /** Hashes in the store of bytes. */
  held(): Promise<string[]>;
  close(): Promise<void>;
}

export interface ApiOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Is told what the tiny model goes through. */
  readonly watch?: TinyWatch;
  /** Stands in for the store on disk, to make it fail. */
  readonly artifacts?: (store: ArtifactStore) => ArtifactStore;
}

/** Asks again and again until there is something. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await sleep(25);
  }
}

/** A listening api on a database and a folder of its own, with a worker that takes its jobs in this process. */
export async function anApi(options: ApiOptions = {}): Promise<AnApi> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'api-'));
  const database = await aDatabase();
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: directory,
    LOG_LEVEL: 'silent',
    API_PORT: '0',
    DELETE_WAIT_DAYS: '0',
    ...options.env,
  };
  const opened = await openParts(readConfig(env), [tinyModel(options.watch)]);
  const parts = { ...opened, artifacts: options.artifacts?.(opened.artifacts) ?? opened.artifacts };
  const { lifecycle, registry } = parts;
  const worker = await startWorker({
    databaseUrl: database.url,
    queues: ['data', 'training'],
    handlers: [
      handle(inspectDataset, (payload, job) => lifecycle.inspectDataset(payload, job)),
      handle(trainRun, (payload, job) => lifecycle.trainRun(payload, job)),
    ],
  });
  const app: NestExpressApplication = await createApp(parts);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const ask = () => request(url);
  const upload = (name: string, files: readonly UploadedFile[]) => {
    const parts = files.map(({ path: filename, bytes }) => ({ field: 'files', filename, content: bytes }));
    const form = rawForm([{ field: 'name', content: name }, ...parts]);
    return ask().post('/api/v1/datasets').set('content-type', formType).send(form);
  };
  return {
    parts,
    directory,
    port,
    url,
    ask,
    upload,
    async imported(name, files = darkAndLight()) {
      await upload(name, files).expect(202);
      return until(async () => {
        const version = (await registry.datasets.get(name)).latest;
        return version.state === 'ready' && version;
      });
    },
    async trained(dataset) {
      const { body } = await ask().post('/api/v1/runs').send({ model: 'vision/tiny', dataset }).expect(202);
      const { id } = body as RunView;
      return until(async () => {
        const run = await registry.runs.get(id);
        return isOver(run.state) && run;
      });
    },
    async held() {
      const hashes: string[] = [];
      for await (const { hash } of parts.artifacts.list()) hashes.push(hash);
      return hashes.sort();
    },
    async close() {
      await app.close();
      await worker.close();
      await opened.close();
      await database.drop();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}
