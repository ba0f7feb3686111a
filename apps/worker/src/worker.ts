import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskArtifacts } from '@millwright/artifacts';
import { openJobs, startWorker } from '@millwright/jobs';
import { createLifecycle, type Lifecycle, type LifecycleOptions } from '@millwright/lifecycle';
import { openRegistry, type Registry } from '@millwright/registry';
import { openCourier, openSecretBox, startDispatcher } from '@millwright/webhooks';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { inspectDatasetHandler } from './handlers/inspect-dataset.handler.ts';
import { trainRunHandler } from './handlers/train-run.handler.ts';
import { logged } from './logged.ts';

export interface Worker {
  readonly queues: readonly string[];
  /** Gives the job at hand back to its queue, keeps its checkpoint and disconnects. */
  close(): Promise<void>;
}

const hour = 60 * 60 * 1000;
/** How long events for webhooks and the log of their deliveries are kept [ms]. */
const eventsKept = 30 * 24 * hour;

/**
 * Opens the stores, takes up what was left waiting and begins to take jobs.
 *
 * @param models - what can be trained; every family's models where it is absent
 */
export async function openWorker(
  config: Config,
  logger: Logger,
  models?: LifecycleOptions['models'],
): Promise<Worker> {
  const { databaseUrl, redisUrl, dataDirectory, queues, lockMs } = config;
  const registry = openRegistry(databaseUrl);
  const jobs = await openJobs({ databaseUrl, redisUrl });
  const lifecycle = createLifecycle({
    registry,
    jobs,
    artifacts: diskArtifacts(path.join(dataDirectory, 'artifacts')),
    scratchDirectory: path.join(dataDirectory, 'scratch'),
    codeVersion: config.version,
    deleteWaitDays: config.deleteWaitDays,
    models,
  });
  const handlers = [inspectDatasetHandler(lifecycle), trainRunHandler(lifecycle)];
  const worker = await startWorker({
    databaseUrl,
    redisUrl,
    queues,
    lockMs,
    handlers: handlers.map((handler) => logged(logger, handler)),
  });
  const housekeeping = keepHouse(config, { lifecycle, registry }, logger);
  const dispatcher = queues.includes('data') ? dispatch(config, registry, logger) : undefined;
  return {
    queues,
    async close() {
      housekeeping.stop();
      await Promise.all([worker.close(), dispatcher?.stop()]);
      await housekeeping.stopped;
      await lifecycle.close();
      await jobs.close();
      await registry.close();
    },
  };
}

/** Sends webhooks, in the worker of the queue `data` alone: a training would hold them up. */
function dispatch(config: Config, { webhooks }: Registry, logger: Logger) {
  const courier = openCourier({
    secrets: openSecretBox(config.dataDirectory),
    allowedHosts: config.webhookHosts,
  });
  return startDispatcher({
    webhooks,
    courier,
    tell: (level, event, details) => logger[level](details, event),
  });
}

/**
 * What a worker does beside its jobs, in the worker of the queue `data` alone: work that lost its job gets one, the
 * demonstration plant comes in at the first start; what was deleted and has waited, events that were kept long enough and
 * bytes that nothing refers to go, now and every hour.
 */
function keepHouse(
  { queues, seedDemonstration }: Config,
  { lifecycle, registry }: { lifecycle: Lifecycle; registry: Registry },
  logger: Logger,
): { stop(): void; stopped: Promise<void> } {
  const stopping = new AbortController();
  const attempt = async (event: string, work: () => Promise<number | boolean>): Promise<void> => {
    if (stopping.signal.aborted) return;
    try {
      const result = await work();
      if (result) logger.info({ result }, event);
    } catch (error) {
      if (!stopping.signal.aborted) logger.error({ err: error }, `${event}.failed`);
    }
  };
  const rounds = async (): Promise<void> => {
    if (!queues.includes('data')) return;
    await attempt('work.recovered', () => lifecycle.recover());
    if (seedDemonstration)
      await attempt('demonstration.started', () => lifecycle.importDemonstrationPlant(stopping.signal));
    while (!stopping.signal.aborted) {
      await attempt('deleted.purged', () => lifecycle.purgeDeleted());
      await attempt('orphans.freed', () => lifecycle.freeOrphans());
      await attempt('webhooks.pruned', () => registry.webhooks.prune(new Date(Date.now() - eventsKept)));
      await sleep(hour, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  return { stop: () => stopping.abort(), stopped: rounds() };
}
