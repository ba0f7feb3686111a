import type { Run } from '@millwright/model';
import { fitNetwork, type FitCheckpoint, type OpenNetwork, type Schedule } from '@millwright/network';
import { trainingBatches, type TrainingStream } from './pictures/picture-batches.ts';
import { settledSchema, type Settled } from './settle.ts';
import type { TrainingPlan } from './training-plan.ts';

/** Steps of the second fit, as a share of the first one's. */
const share = 0.5;

export const refitPlan = ({ epochs, stepsPerEpoch }: TrainingPlan): TrainingPlan => ({
  epochs: Math.ceil(epochs * share),
  stepsPerEpoch,
});

interface Refitting {
  /** Training and validation pictures together. */
  readonly train: TrainingStream;
  readonly plan: TrainingPlan;
  /** What the first fit did at most: its curves end where these begin. */
  readonly before: TrainingPlan;
  readonly schedule: Schedule;
  /** Goes into every checkpoint: once all pictures are learned from, it could not be chosen again. */
  readonly settled: Settled;
  readonly resumed: RefitCheckpoint | null;
}

export interface RefitCheckpoint extends FitCheckpoint {
  readonly settled: Settled;
}

const stage = 'refit';

/** The checkpoint of a second fit; null where the first one is not done. */
export function refitCheckpoint(checkpoint: Run['resume']): RefitCheckpoint | null {
  if (checkpoint?.state.stage !== stage) return null;
  return { ...checkpoint, settled: settledSchema.parse(checkpoint.state.settled) };
}

/**
 * Goes on learning from every picture, those of the validation part too, when all choices have been made on that part: few
 * examples of a rare look are worth more learned from than held back. The last weights are kept.
 *
 * @throws AppError `request.cancelled` within one batch, `training.stopped`
 */
export async function refit(open: OpenNetwork, refitting: Refitting, run: Run): Promise<void> {
  const { train, plan, before, schedule, settled, resumed } = refitting;
  const steps = ({ epochs, stepsPerEpoch }: TrainingPlan): number => epochs * stepsPerEpoch;
  const done = steps(before) / (steps(before) + steps(plan));
  await fitNetwork(open, {
    ...plan,
    batches: trainingBatches(train),
    schedule,
    signal: run.signal,
    onProgress: (progress) => run.progress({ ...progress, done: done + (1 - done) * progress.done }),
    onEpoch({ epoch, figures }) {
      for (const [name, value] of Object.entries(figures)) run.metric(name, before.epochs + epoch, value);
    },
    checkpoint: ({ state, files }) => run.checkpoint({ state: { ...state, stage, settled }, files }),
    resume: resumed,
  });
  run.log('training.refitted', { epochs: plan.epochs, pictures: train.pictures.labels.length });
}
