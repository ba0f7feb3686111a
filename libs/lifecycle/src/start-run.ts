import { AppError, trainRun, type ItemProblem, type RunView, type StartRun } from '@millwright/contracts';
import { definitionOf, parseSettings } from './catalogue.ts';
import { dropCheckpoint } from './checkpoints.ts';
import type { Stores } from './stores.ts';

/** Job of a run: known by the run, so that it is never enqueued twice. */
export const runJobId = (runId: string): string => `train-${runId}`;

export async function enqueueRun({ jobs }: Stores, runId: string): Promise<void> {
  await jobs.enqueue(trainRun, { runId }, { id: runJobId(runId) });
}

/** See {@link Lifecycle.startRun}. */
export async function startRun(stores: Stores, request: StartRun, by: string): Promise<RunView> {
  const { registry, models } = stores;
  const settings = parseSettings(definitionOf(models, request.model), request.settings);
  const { dataset, version, profile } = await registry.datasets.ready(request.dataset, request.version);
  const learnable = (profile?.classes ?? []).filter(({ train, unassigned }) => train + unassigned > 0);
  if (learnable.length === 0) throw new AppError('dataset.part-empty', { dataset, version, part: 'train' });
  if (learnable.length === 1) throw new AppError('dataset.single-class', { label: learnable[0].label });
  const run = await registry.runs.create({
    model: request.model,
    dataset,
    datasetVersion: version,
    settings,
    seed: request.seed,
    registerAs: request.registerAs ?? dataset,
  });
  await registry.audit.append({
    by,
    action: 'run.start',
    subject: `run:${run.id}`,
    details: { model: run.model, dataset, version, seed: run.seed, registerAs: run.registerAs },
  });
  await enqueueRun(stores, run.id);
  return registry.runs.get(run.id);
}

/** See {@link Lifecycle.cancelRun}. */
export async function cancelRun(stores: Stores, id: string, by: string): Promise<RunView> {
  const { registry, jobs } = stores;
  const run = await registry.runs.cancel(id);
  await registry.audit.append({ by, action: 'run.cancel', subject: `run:${id}`, details: {} });
  // A worker that has it frees the checkpoint when it stops; a run that only waited, or waited again, has none at work.
  if ((await jobs.cancel(runJobId(id))) !== 'stopping') await dropCheckpoint(stores, id);
  return run;
}

/** See {@link Lifecycle.giveUpRun}. */
export async function giveUpRun(stores: Stores, id: string, error: ItemProblem): Promise<void> {
  await stores.registry.runs.fail(id, error).catch((cause: unknown) => {
    if (!(cause instanceof AppError && ['run.finished', 'run.not-found'].includes(cause.code))) throw cause;
  });
  await dropCheckpoint(stores, id);
}
