import { AppError } from '@millwright/contracts';
import type { Run } from '@millwright/model';
import {
  fitNetwork,
  openNetwork,
  type EarlyStopping,
  type Figures,
  type Network,
  type OpenNetwork,
  type Schedule,
} from '@millwright/network';
import {
  classesOf,
  inputBlocks,
  trainingBatches,
  type PictureSource,
  type TrainingStream,
} from './pictures/picture-batches.ts';
import { probabilityRows } from './picture-classifier.ts';
import type { TrainingPlan } from './training-plan.ts';

export interface Training {
  readonly network: Network;
  readonly train: TrainingStream;
  readonly validation: PictureSource;
  readonly plan: TrainingPlan;
  readonly schedule?: Schedule;
  readonly earlyStopping?: EarlyStopping;
  /** Steps of the same kind that come afterwards: progress and remaining time count them. */
  readonly later?: TrainingPlan | null;
}

/** Pictures judged at a time on held-out data. */
const blockSize = 64;

/** Probabilities of every label for each picture, in their order. @throws AppError `request.cancelled` */
export async function probabilitiesOf(
  open: OpenNetwork,
  source: PictureSource,
  signal: AbortSignal,
): Promise<number[][]> {
  const rows: number[][] = [];
  for (const block of inputBlocks(source, blockSize)) {
    if (signal.aborted) throw new AppError('request.cancelled');
    rows.push(...probabilityRows(await open.predict(block)));
  }
  return rows;
}

/** Loss (each example weighed by its class as in training) and accuracy on held-out pictures. */
export function heldOutFigures(
  probabilities: readonly (readonly number[])[],
  classes: readonly number[],
  weights?: readonly number[],
): Figures {
  let loss = 0;
  let total = 0;
  let hits = 0;
  probabilities.forEach((row, i) => {
    const weight = weights?.[classes[i]] ?? 1;
    loss -= weight * Math.log(Math.max(1e-7, row[classes[i]]));
    total += weight;
    if (row.indexOf(Math.max(...row)) === classes[i]) hits++;
  });
  return { 'validation.loss': loss / total, 'validation.accuracy': hits / probabilities.length };
}

const stepsOf = (plan: TrainingPlan | null | undefined): number =>
  plan ? plan.epochs * plan.stepsPerEpoch : 0;

/** Steps that are timed before a training, after a first one that also sets the engine up; slow ones are fewer [s]. */
const timed = { steps: 3, seconds: 0.3 } as const;

/** Seconds the training will take, from a few steps and one judgement; the network is as before afterwards. */
async function estimate(
  open: OpenNetwork,
  { train, validation, plan, later }: Training,
  run: Run,
): Promise<number> {
  const [weights, state] = [await open.weights(), await open.optimiserState()];
  let steps = -1;
  let started = 0;
  let seconds = 0;
  for (const batch of trainingBatches({ ...train, stepsPerEpoch: 1 + timed.steps })(0)) {
    if (run.signal.aborted) throw new AppError('request.cancelled');
    await open.trainStep(batch);
    if (++steps === 0) started = performance.now();
    seconds = (performance.now() - started) / 1000;
    if (seconds > timed.seconds) break;
  }
  const [block] = inputBlocks(validation, blockSize);
  const judged = performance.now();
  await open.predict(block);
  const blocks = Math.ceil(validation.pictures.labels.length / blockSize);
  const epochSeconds = (blocks * (performance.now() - judged)) / 1000;
  open.setWeights(weights);
  open.setOptimiserState(state);
  return (stepsOf(plan) + stepsOf(later)) * (seconds / steps) + plan.epochs * epochSeconds;
}

interface Progress {
  readonly done: number;
  readonly remainingSeconds: number | null;
}

/** Progress of the first steps as progress of all, the later ones at the same pace. */
function withLater({ done, remainingSeconds }: Progress, steps: number, later: number): Progress {
  const left = steps * (1 - done);
  return {
    done: (done * steps) / (steps + later),
    remainingSeconds: remainingSeconds === null || left === 0 ? null : remainingSeconds * (1 + later / left),
  };
}

/** The result of work with an open network, which is disposed where the work fails. */
export async function disposedOnError<T>(open: OpenNetwork, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    open.dispose();
    throw error;
  }
}

/**
 * Trains a network on prepared pictures, telling the run how long it will take before it starts.
 *
 * @returns the open network with the weights of its best epoch (or of its last, without early stopping)
 * @throws AppError `request.cancelled` within one batch
 */
export async function trainNetwork(training: Training, run: Run): Promise<OpenNetwork> {
  const { network, train, validation, plan, later } = training;
  if (run.signal.aborted) throw new AppError('request.cancelled');
  const classes = classesOf(validation);
  const { epochs, stepsPerEpoch } = plan;
  const open = await openNetwork(network, { seed: train.seed });
  const seconds = await disposedOnError(open, () => estimate(open, training, run));
  run.log('training.estimate', {
    seconds: Math.round(seconds),
    epochs: epochs + (later?.epochs ?? 0),
    steps: stepsOf(plan) + stepsOf(later),
    engine: open.engine,
  });
  run.progress({ done: 0, remainingSeconds: seconds });
  return disposedOnError(open, async () => {
    const result = await fitNetwork(open, {
      epochs,
      stepsPerEpoch,
      batches: trainingBatches(train),
      validate: async () =>
        heldOutFigures(await probabilitiesOf(open, validation, run.signal), classes, train.weights),
      schedule: training.schedule,
      earlyStopping: training.earlyStopping,
      signal: run.signal,
      onProgress: (progress) => run.progress(withLater(progress, stepsOf(plan), stepsOf(later))),
      onEpoch({ epoch, figures }) {
        for (const [name, value] of Object.entries(figures)) run.metric(name, epoch, value);
      },
      checkpoint: (checkpoint) => run.checkpoint(checkpoint),
      resume: run.resume,
    });
    run.log('training.finished', {
      bestEpoch: result.bestEpoch,
      epochs: result.epochs.length,
      stoppedEarly: result.stoppedEarly,
    });
    return open;
  });
}
