import path from 'node:path';
import { diskArtifacts } from '@millwright/artifacts';
import { openJobs } from '@millwright/jobs';
import { createLifecycle, type LifecycleOptions } from '@millwright/lifecycle';
import { openRegistry } from '@millwright/registry';
import type { Config } from './config.ts';
import { openAccessKey } from './platform/access-key.ts';
import { openLogger } from './platform/logger.ts';
import { openSignIns } from './platform/sign-in.ts';
import type { Parts } from './platform/platform.module.ts';

export interface OpenParts extends Parts {
  close(): Promise<void>;
}

/**
 * Opens everything the api stands on.
 *
 * @param models - what can be trained; every family's models where it is absent
 */
export async function openParts(config: Config, models?: LifecycleOptions['models']): Promise<OpenParts> {
  const logger = openLogger(config.logLevel);
  const key = openAccessKey(config.dataDirectory);
  const artifacts = diskArtifacts(path.join(config.dataDirectory, 'artifacts'));
  const registry = openRegistry(config.databaseUrl);
  await registry.ping();
  const signIns = openSignIns({ config, key, registry, logger });
  const jobs = await openJobs({
    databaseUrl: config.databaseUrl,
    ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
  });
  const lifecycle = createLifecycle({
    registry,
    artifacts,
    jobs,
    scratchDirectory: path.join(config.dataDirectory, 'scratch'),
    codeVersion: config.version,
    deleteWaitDays: config.deleteWaitDays,
    batches: config.batches,
    cache: config.cache,
    ...(models === undefined ? {} : { models }),
  });
  const close = async () => {
    await lifecycle.close();
    await jobs.close();
    await signIns.close();
    await registry.close();
  };
  return { config, key, logger, registry, signIns, artifacts, jobs, lifecycle, close };
}
