import {
  AppError,
  toAppError,
  type CaseView,
  type ClassificationReport,
  type ItemProblem,
  type ModelFile,
  type ModelVersionView,
  type RunView,
} from '@millwright/contracts';
import { majorityLabel, type Run } from '@millwright/model';
import { definitionOf, parseSettings, type FittedImageModel, type ImageExample } from './catalogue.ts';
import { dropCheckpoint, loadCheckpoint, saveCheckpoint } from './checkpoints.ts';
import { promoteDemonstration } from './demonstration-plant.ts';
import { judge, reportOf } from './evaluate.ts';
import { streamExamples } from './examples.ts';
import type { Work } from './lifecycle.ts';
import { RunChannel } from './run-channel.ts';
import { openScratchFolder, type ScratchFolder } from './scratch.ts';
import { splitItems, type SplitItems } from './split-items.ts';
import { freeUnreferenced, itemsOf, type Stores } from './stores.ts';

/** How the hundred per cent of a run are shared out. */
const share = { preparing: 10, training: 80, evaluating: 9 } as const;

/** Everything a training works with. */
interface Training {
  readonly stores: Stores;
  readonly run: RunView;
  readonly channel: RunChannel;
  readonly scratch: ScratchFolder;
  readonly signal: AbortSignal;
  readonly startedAt: number;
}

/** See {@link Lifecycle.trainRun}. */
export async function trainRun(stores: Stores, runId: string, work: Work): Promise<void> {
  const { registry } = stores;
  const run = await beginRun(stores, runId);
  if (!run) return dropCheckpoint(stores, runId);
  const stopped = new AbortController();
  const signal = AbortSignal.any([work.signal, stopped.signal]);
  const channel = new RunChannel(registry, runId, work, () =>
    stopped.abort(new AppError('request.cancelled')),
  );
  const scratch = openScratchFolder(stores.scratchDirectory, `run-${runId}`, run.attempts);
  const training = {
    stores,
    run,
    channel,
    scratch,
    signal,
    startedAt: Date.parse(run.startedAt ?? run.createdAt),
  };
  try {
    await keptVersion(training)
      .then((kept) => kept ?? trainAndRegister(training))
      .then(complete(training));
    await channel.flush('completed');
  } catch (error) {
    await endAfter(error, training, work);
  } finally {
    await channel.close();
    scratch.remove();
  }
}

/** Takes the run up; null where it is over or gone, because its job came twice or somebody cancelled it. */
async function beginRun({ registry }: Stores, runId: string): Promise<RunView | null> {
  try {
    return await registry.runs.begin(runId);
  } catch (error) {
    if (error instanceof AppError && ['run.finished', 'run.not-found'].includes(error.code)) return null;
    throw error;
  }
}

/** The version this run registered before its worker died, if it came so far. */
async function keptVersion({ stores, run }: Training): Promise<ModelVersionView | null> {
  try {
    const versions = await stores.registry.models.versions(run.registerAs);
    return versions.find((version) => version.run === run.id) ?? null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'model.not-found') return null;
    throw error;
  }
}

const complete =
  ({ stores, run, channel }: Training) =>
  async (kept: ModelVersionView): Promise<void> => {
    const { name, version, metrics, baseline } = kept;
    channel.log('run.registered', { model: name, version });
    await channel.flush();
    await stores.registry.runs.complete(run.id, { metrics, baseline, registered: { name, version } });
    await stores.registry.audit.append({
      by: 'system',
      action: 'model.register',
      subject: `model:${name}@${version}`,
      details: { run: run.id },
    });
    await promoteDemonstration(stores, kept);
    await dropCheckpoint(stores, run.id);
    channel.progress('done', 100, 0);
  };

/**
 * What an interrupted or failed training leaves behind: nothing but its checkpoint where it will be gone on with.
 *
 * @throws the error again, so that the job says it too, unless a person cancelled the run
 */
async function endAfter(error: unknown, training: Training, work: Work): Promise<void> {
  const { stores, run, channel, signal } = training;
  const { state } = await stores.registry.runs.get(run.id).catch(() => ({ state: 'canceled' as const }));
  if (state === 'running' && (signal.aborted || work.willRetry(error))) throw error;
  await dropCheckpoint(stores, run.id);
  if (state === 'canceled') await takeBack(training);
  if (state !== 'running') return channel.flush(state);
  const failure = toAppError(error);
  const problem: ItemProblem = { code: failure.code, params: failure.params };
  channel.log('run.failed', { code: failure.code, message: failure.message }, 'error');
  await channel.flush();
  await stores.registry.runs.fail(run.id, problem);
  await channel.flush('failed');
  throw error;
}

/** A run that was cancelled in the very moment of its registration leaves no model. */
async function takeBack(training: Training): Promise<void> {
  const kept = await keptVersion(training);
  if (!kept) return;
  const { hashes } = await training.stores.registry.models.deleteVersion(kept.name, kept.version);
  await freeUnreferenced(training.stores, hashes);
}

async function trainAndRegister(training: Training): Promise<ModelVersionView> {
  const { stores, run, channel } = training;
  const items = await itemsOf(stores, run.dataset, run.datasetVersion);
  const findings = await stores.registry.datasets.findings(run.dataset, run.datasetVersion);
  const split = splitItems(items, findings, run.seed);
  if (split.test.length === 0)
    throw new AppError('dataset.part-empty', {
      dataset: run.dataset,
      version: run.datasetVersion,
      part: 'test',
    });
  channel.log('run.split', {
    train: split.train.length,
    validation: split.validation.length,
    test: split.test.length,
    duplicates: split.duplicates.size,
  });
  const fitted = await fit(training, split);
  channel.engine(fitted.engine);
  try {
    const { cases, report } = await evaluateFitted(training, fitted, split);
    return await register(training, fitted, cases, report);
  } finally {
    fitted.dispose();
  }
}

/** Streams the training and validation pictures through the model; the test part stays out of its reach. */
async function fit(training: Training, split: SplitItems): Promise<FittedImageModel> {
  const { stores, run, channel, signal } = training;
  const total = split.train.length + split.validation.length;
  const started = performance.now();
  let seen = 0;
  const count = (): void => {
    seen++;
    const remaining = ((performance.now() - started) / 1000 / seen) * (total - seen);
    channel.progress('preparing', (share.preparing * seen) / total, seen < total ? remaining : null);
  };
  const stream = (items: SplitItems['train']): AsyncIterable<ImageExample> =>
    streamExamples(stores, items, { signal, seen: count });
  const model = definitionOf(stores.models, run.model);
  return model.fit(
    { train: stream(split.train), validation: stream(split.validation) },
    parseSettings(model, run.settings),
    await fitArgument(training),
  );
}

async function fitArgument({ stores, run, channel, scratch, signal }: Training): Promise<Run> {
  const resume = await loadCheckpoint(stores, run.id);
  if (run.attempts > 1)
    channel.log('run.resumed', { attempt: run.attempts, fromCheckpoint: resume !== null });
  return {
    seed: run.seed,
    signal,
    resume,
    progress: ({ done, remainingSeconds }) =>
      channel.progress('training', share.preparing + share.training * done, remainingSeconds),
    metric: (name, step, value) => channel.metric(name, step, value),
    log(event, data) {
      // Models say which engine they opened; a page shows it while the run is going on.
      if (typeof data?.engine === 'string') channel.engine(data.engine);
      channel.log(event, data);
    },
    scratch: (name) => scratch.open(name),
    async checkpoint(checkpoint) {
      await channel.flush(); // figures before the checkpoint that makes them final
      await saveCheckpoint(stores, run.id, checkpoint);
    },
  };
}

/** Judges the fitted model on the test part, once; the baseline always answers the commonest class of training. */
async function evaluateFitted(
  { stores, channel, signal }: Training,
  fitted: FittedImageModel,
  split: SplitItems,
): Promise<{ cases: CaseView[]; report: ClassificationReport }> {
  const before = share.preparing + share.training;
  const started = performance.now();
  channel.progress('evaluating', before, null);
  const total = split.test.length;
  const cases = await judge(fitted, streamExamples(stores, split.test, { signal }), {
    signal,
    asked: (count) =>
      channel.progress(
        'evaluating',
        before + (share.evaluating * count) / total,
        ((performance.now() - started) / 1000 / count) * (total - count),
      ),
  });
  const report = reportOf(cases, {
    labels: fitted.labels,
    part: 'test',
    baselineLabel: majorityLabel(split.train.map(({ label }) => label)),
    duplicates: split.duplicates,
  });
  return { cases, report };
}

async function register(
  { stores, run, channel, startedAt }: Training,
  fitted: FittedImageModel,
  cases: CaseView[],
  report: ClassificationReport,
): Promise<ModelVersionView> {
  channel.progress('saving', share.preparing + share.training + share.evaluating, null);
  await channel.flush();
  const files: ModelFile[] = [];
  for (const [path, bytes] of await fitted.save())
    files.push({ path, ...(await stores.artifacts.putBytes(bytes, { name: path })) });
  return stores.registry.models.register({
    name: run.registerAs,
    run: run.id,
    engine: fitted.engine,
    codeVersion: stores.codeVersion,
    labels: [...fitted.labels],
    threshold: fitted.threshold,
    metrics: report.metrics,
    baseline: report.baseline,
    report,
    files,
    seconds: (Date.now() - startedAt) / 1000,
    cases,
  });
}
