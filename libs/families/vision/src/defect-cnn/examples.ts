import type { FitExamples, Run } from '@millwright/model';
import { imagePipeline } from '@millwright/preprocessing';
import { seeded } from '@millwright/tensors';
import { sortedLabels, type PictureSource, type TrainingStream } from '../pictures/picture-batches.ts';
import type { PictureExample } from '../pictures/picture.ts';
import { preparePictures, someOf, type PreparedPictures } from '../pictures/prepared-pictures.ts';
import type { TrainingPlan } from '../training-plan.ts';
import type { Config } from './config.ts';

export interface PreparedExamples {
  readonly train: TrainingStream;
  readonly validation: PictureSource;
  /** The validation pictures that are judged after each epoch. */
  readonly judged: PictureSource;
  readonly plan: TrainingPlan;
  close(): void;
}

/**
 * Photographs as they come → grey, contrast and brightness, bicubic resize `[S, S, 1]`, kept in scratches → batches
 * `[B, S, S, 1]` scaled to 0..1.
 *
 * @throws AppError `dataset.empty`, `dataset.single-class`, `model.unknown-label`, `request.cancelled`
 */
export async function prepareExamples(
  examples: FitExamples<PictureExample>,
  config: Config,
  run: Run,
): Promise<PreparedExamples> {
  const { inputSize: side, contrast: factor, brightness, batchSize, epochs } = config;
  const pipeline = imagePipeline([
    { op: 'grey' },
    { op: 'contrast', factor, brightness },
    { op: 'resize', height: side, width: side, method: 'cubic' },
    { op: 'scale', by: 1 / 255 },
  ]);
  const pictures = await preparePictures(examples.train, pipeline, run, 'train');
  let held: PreparedPictures | null = null;
  const close = (): void => [pictures, held].forEach((part) => part?.close());
  try {
    held = await preparePictures(examples.validation, pipeline, run, 'validation');
    const source = { pipeline, channels: 1, labels: sortedLabels(pictures) } as const;
    const onePass = Math.ceil(pictures.labels.length / batchSize);
    const plan = { epochs, stepsPerEpoch: Math.min(onePass, config.stepsPerEpoch) };
    const random = seeded(run.seed).fork('judged');
    const targets = source.labels.length === 2 ? 'one-unit' : 'unit-per-label';
    run.log('data.prepared', { train: pictures.labels.length, validation: held.labels.length, channels: 1 });
    return {
      train: { ...source, pictures, seed: run.seed, batchSize, stepsPerEpoch: plan.stepsPerEpoch, targets },
      validation: { ...source, pictures: held },
      judged: { ...source, pictures: someOf(held, config.validationSteps * batchSize, random) },
      plan,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
