import { toAppError, type ItemProblem } from '@millwright/contracts';
import { visionModels } from '@millwright/vision';
import { answer, openDesk, recordOutcome } from './answer.ts';
import { catalogueOf, type ImageInput, type ImageModel, type Verdict } from './catalogue.ts';
import {
  cancelInspection,
  deleteDataset,
  deriveVersion,
  giveUpInspection,
  receiveDataset,
} from './datasets.ts';
import { deleteRun, listDeleted, purgeDeleted } from './deletions.ts';
import { importDemonstrationPlant, newcomersPlant, type Demonstration } from './demonstration-plant.ts';
import { evaluate } from './evaluate.ts';
import { inspectDataset } from './inspect-dataset.ts';
import type { Lifecycle } from './lifecycle.ts';
import { freeOrphans, recover } from './maintenance.ts';
import { ModelCache, type CacheBounds } from './model-cache.ts';
import {
  clearAlias,
  deleteModel,
  deleteModelVersion,
  explainCase,
  exportModel,
  moveAlias,
  returnAlias,
} from './models.ts';
import { PredictBatches, type BatchBounds } from './predict-batches.ts';
import { restore } from './restore.ts';
import { cancelRun, giveUpRun, startRun } from './start-run.ts';
import { freeUnreferenced, type Stores } from './stores.ts';
import { trainRun } from './train.ts';

export interface LifecycleOptions extends Omit<Stores, 'models' | 'demonstration' | 'deleteWaitDays'> {
  /** What can be trained; every family's models where it is absent. */
  readonly models?: readonly ImageModel[];
  /** What a newcomer finds; {@link newcomersPlant} where it is absent. */
  readonly demonstration?: Demonstration;
  /** How long what was deleted can be restored [days]; a week where it is absent. */
  readonly deleteWaitDays?: number;
  /** How many loaded models, and of what size together [bytes], are kept for the next question. */
  readonly cache?: CacheBounds;
  /** What questions that come at about the same time share; nobody waits where it is absent. */
  readonly batches?: BatchBounds;
}

const problemOf = (error: Error): ItemProblem => {
  const { code, params } = toAppError(error);
  return { code, params };
};

/** The lifecycle over its stores: composition only, the work is in the file of each verb. */
export function createLifecycle(options: LifecycleOptions): Lifecycle {
  const {
    models = visionModels,
    demonstration = newcomersPlant,
    deleteWaitDays = 7,
    cache: bounds,
    batches: shared,
    ...rest
  } = options;
  const stores: Stores = { ...rest, models, demonstration, deleteWaitDays };
  const { registry } = stores;
  const cache = new ModelCache(stores, bounds);
  const batches = new PredictBatches<ImageInput, Verdict>(shared ?? { size: 16, waitMs: 0 });
  const desk = openDesk(stores);
  return {
    receiveDataset: (request, files, by) => receiveDataset(stores, request, files, by),
    discardUpload: (hashes) => freeUnreferenced(stores, hashes),
    inspectDataset: ({ dataset, version }, work) => inspectDataset(stores, dataset, version, work),
    giveUpInspection: ({ dataset, version }, error) =>
      giveUpInspection(stores, dataset, version, problemOf(error)),
    cancelInspection: (name, version, by) => cancelInspection(stores, name, version, by),
    deriveVersion: (name, request, by) => deriveVersion(stores, name, request, by),
    deleteDataset: (name, by, options) => deleteDataset(stores, name, by, options),
    catalogue: () => catalogueOf(models),
    startRun: (request, by) => startRun(stores, request, by),
    cancelRun: (id, by) => cancelRun(stores, id, by),
    trainRun: ({ runId }, work) => trainRun(stores, runId, work),
    giveUpRun: ({ runId }, error) => giveUpRun(stores, runId, problemOf(error)),
    recover: () => recover(stores),
    resolveModel: (ref) => desk.resolve(ref),
    evaluate: (ref, request) => evaluate(stores, cache, ref, request),
    cases: (name, version, query) => registry.models.cases(name, version, query),
    explainCase: (name, version, item) => explainCase(stores, cache, name, version, item),
    exportModel: (name, version, format) => exportModel(stores, cache, name, version, format),
    answer: (request, photographs) => answer({ cache, batches, desk }, request, photographs),
    recordOutcome: (id, label, by) => recordOutcome(stores, id, label, by),
    moveAlias: (name, alias, request, by) => moveAlias(stores, name, alias, request, by),
    returnAlias: (name, alias, request, by) => returnAlias(stores, name, alias, request, by),
    clearAlias: (name, alias, by, note) => clearAlias(stores, name, alias, by, note),
    aliasHistory: (name) => registry.models.history(name),
    deleteModel: (name, by, options) => deleteModel(stores, cache, name, by, options?.confirmed),
    deleteModelVersion: (name, version, by) => deleteModelVersion(stores, cache, name, version, by),
    importDemonstrationPlant: (signal) => importDemonstrationPlant(stores, signal),
    deleteRun: (id, by) => deleteRun(stores, id, by),
    restore: (subject, by) => restore(stores, subject, by),
    listDeleted: (query) => listDeleted(stores, query),
    purgeDeleted: (options) => purgeDeleted(stores, options),
    freeOrphans: () => freeOrphans(stores),
    close: async () => {
      batches.close();
      cache.close();
    },
  };
}
