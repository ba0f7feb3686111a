import { AppError } from '@millwright/contracts';
import { fromSafetensors, toSafetensors } from '@millwright/tensors';
import type { Batch, OpenNetwork, Weights } from '../open.ts';
import type { EpochReport, Figures, FitCheckpoint, FitOptions, FitResult } from './fit-options.ts';
import { scheduleFactor } from './schedule.ts';

/** Where a training stands between two epochs. */
interface Standing {
  /** Epochs done. */
  epoch: number;
  reports: EpochReport[];
  best: { epoch: number; value: number; weights: Weights } | null;
  stale: number;
  stopped: boolean;
}

/** Lets timers and messages through: a worker's heartbeat must not wait for the end of the training. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('request.cancelled');
}

/** Progress and remaining time from the mean pace of this process; a resumed training is not judged by the past. */
class Clock {
  private readonly begun = performance.now();

  constructor(
    private readonly options: FitOptions,
    private readonly before: number,
  ) {}

  report(stepsDone: number): void {
    const total = this.options.epochs * this.options.stepsPerEpoch;
    const here = stepsDone - this.before;
    const seconds = (performance.now() - this.begun) / 1000;
    const remainingSeconds = here > 0 ? (seconds / here) * Math.max(0, total - stepsDone) : null;
    this.options.onProgress?.({ done: Math.min(1, stepsDone / total), remainingSeconds });
  }
}

const improves = (goal: 'min' | 'max', value: number, best: number, minDelta: number): boolean =>
  goal === 'min' ? value < best - minDelta : value > best + minDelta;

async function keepBest(
  open: OpenNetwork,
  options: FitOptions,
  standing: Standing,
  figures: Figures,
): Promise<boolean> {
  const { earlyStopping } = options;
  if (!earlyStopping) return true;
  const { figure, goal, patience = Infinity, minDelta = 0 } = earlyStopping;
  const value = figures[figure];
  if (value === undefined)
    throw new AppError('settings.invalid', {
      setting: 'earlyStopping.figure',
      expected: `one of ${Object.keys(figures).join(', ')}`,
      received: figure,
    });
  const { best } = standing;
  if (best === null || improves(goal, value, best.value, minDelta)) {
    standing.best = { epoch: standing.epoch, value, weights: await open.weights() };
    standing.stale = 0;
    return true;
  }
  standing.stale += 1;
  standing.stopped = standing.stale >= patience;
  return false;
}

/** Damaged values and a loss that is no number, with the place in the training where they were met. */
function stopped(error: unknown, epoch: number, batch: number): never {
  if (!(error instanceof AppError) || !(error.code === 'network.diverged' || error.code === 'tensor.value'))
    throw error;
  const reason = { en: error.words('en').message, zh: error.words('zh').message };
  const params = { epoch: epoch + 1, batch: batch + 1, reason };
  throw new AppError('training.stopped', params, { cause: error });
}

/**
 * Hands out batches one ahead: the next one is made while a step is computed. What a stream does on other threads (reading,
 * decoding) goes on during a step that blocks this one; what is made here is made while an engine computes on its own threads.
 */
async function forEachBatch(
  source: Iterable<Batch> | AsyncIterable<Batch>,
  signal: AbortSignal | undefined,
  step: (batch: Batch) => Promise<void>,
): Promise<void> {
  const isStream = Symbol.asyncIterator in source;
  const iterator = isStream ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const take = async (): Promise<IteratorResult<Batch>> => iterator.next();
  try {
    let batch = await take();
    while (!batch.done) {
      throwIfAborted(signal);
      const early = isStream ? take() : null;
      const stepping = step(batch.value);
      const following = early ?? take();
      following.catch(() => undefined); // told below, unless the step fails first
      await stepping;
      batch = await following;
    }
  } finally {
    await iterator.return?.();
  }
}

async function runEpoch(
  open: OpenNetwork,
  options: FitOptions,
  epoch: number,
  clock: Clock,
): Promise<Figures> {
  const { stepsPerEpoch, epochs, schedule = { kind: 'constant' }, signal } = options;
  const full = open.network.optimiser.learningRate;
  let sum = 0;
  let steps = 0;
  let learningRate = full;
  await forEachBatch(options.batches(epoch), signal, async (batch) => {
    const step = epoch * stepsPerEpoch + Math.min(steps, stepsPerEpoch - 1);
    learningRate = full * scheduleFactor(schedule, step, epochs * stepsPerEpoch);
    const { loss } = await open
      .trainStep({ ...batch, learningRate })
      .catch((error: unknown) => stopped(error, epoch, steps));
    sum += loss;
    steps += 1;
    clock.report(epoch * stepsPerEpoch + Math.min(steps, stepsPerEpoch));
    await breathe();
  });
  throwIfAborted(signal);
  if (steps === 0)
    throw new AppError('settings.invalid', {
      setting: 'batches',
      expected: 'at least one batch',
      received: 0,
    });
  return { loss: sum / steps, learningRate, ...(await options.validate?.()) };
}

async function checkpointOf(open: OpenNetwork, standing: Standing): Promise<FitCheckpoint> {
  const { epoch, reports, best, stale, stopped } = standing;
  const files = new Map([
    ['weights.safetensors', toSafetensors(await open.weights())],
    ['optimiser.safetensors', toSafetensors(await open.optimiserState())],
  ]);
  if (best) files.set('best.safetensors', toSafetensors(best.weights));
  const bestOf = best && { epoch: best.epoch, value: best.value };
  return { state: { epoch, reports, best: bestOf, stale, stopped }, files };
}

function fileOf(checkpoint: FitCheckpoint, name: string): Weights {
  const bytes = checkpoint.files.get(name);
  if (!bytes) throw new AppError('model.incomplete', { file: name });
  return fromSafetensors(bytes, name) as Weights;
}

function resumed(open: OpenNetwork, checkpoint: FitCheckpoint): Standing {
  open.setWeights(fileOf(checkpoint, 'weights.safetensors'));
  open.setOptimiserState(fileOf(checkpoint, 'optimiser.safetensors'));
  const { epoch, reports, best, stale, stopped } = checkpoint.state as unknown as Standing;
  const weights = best && fileOf(checkpoint, 'best.safetensors');
  return {
    epoch,
    reports: [...reports],
    best: best && weights && { epoch: best.epoch, value: best.value, weights },
    stale,
    stopped,
  };
}

/**
 * Trains a network: epochs of batches, a learning-rate schedule, early stopping with the best weights put back,
 * a checkpoint after each epoch. Between two batches the event loop runs.
 *
 * A training resumed from a checkpoint gives the result of one that was never interrupted.
 *
 * @throws AppError `request.cancelled` within one batch of an abort, `training.stopped` where the data or the loss hold no numbers
 */
export async function fitNetwork(open: OpenNetwork, options: FitOptions): Promise<FitResult> {
  const standing: Standing = options.resume
    ? resumed(open, options.resume)
    : { epoch: 0, reports: [], best: null, stale: 0, stopped: false };
  const clock = new Clock(options, standing.epoch * options.stepsPerEpoch);
  while (standing.epoch < options.epochs && !standing.stopped) {
    throwIfAborted(options.signal);
    const figures = await runEpoch(open, options, standing.epoch, clock);
    standing.epoch += 1;
    const best = await keepBest(open, options, standing, figures);
    const report = { epoch: standing.epoch, figures, best };
    standing.reports.push(report);
    await options.onEpoch?.(report);
    await options.checkpoint?.(await checkpointOf(open, standing));
  }
  if (standing.best) open.setWeights(standing.best.weights);
  const bestEpoch = standing.best?.epoch ?? standing.epoch;
  return {
    epochs: standing.reports,
    bestEpoch,
    figures: standing.reports[bestEpoch - 1]?.figures ?? {},
    stoppedEarly: standing.stopped,
  };
}
