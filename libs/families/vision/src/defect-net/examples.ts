import { classWeights, type FitExamples, type Run } from '@millwright/model';
import {
  augment,
  augmentationSchema,
  imagePipeline,
  normaliseFitter,
  type ImagePipeline,
  type ImageStepForm,
} from '@millwright/preprocessing';
import { seeded, type Pixels, type Random } from '@millwright/tensors';
import {
  classesOf,
  sortedLabels,
  type PictureSource,
  type TrainingStream,
} from '../pictures/picture-batches.ts';
import type { PictureExample } from '../pictures/picture.ts';
import { bothOf, preparePictures, type PreparedPictures } from '../pictures/prepared-pictures.ts';
import { planTraining, type TrainingPlan } from '../training-plan.ts';
import type { Config } from './config.ts';

/** Area averaging keeps a hairline visible where a large photograph shrinks. */
const resized = ({ inputSize }: Config): ImageStepForm => ({
  op: 'resize',
  height: inputSize,
  width: inputSize,
  method: 'area',
});

/** Random variations of a training picture; only every second one is rotated, since rotation softens. */
export function variation(config: Config): (picture: Pixels, random: Random) => Pixels {
  const settings = augmentationSchema.parse({
    flipHorizontal: config.flips,
    flipVertical: config.flips,
    quarterTurns: config.turns,
    shift: config.shift,
    rotate: config.rotation,
    brightness: config.brightness,
    contrast: config.contrast,
  });
  const straight = { ...settings, rotate: 0 };
  return (picture, random) => augment(picture, random.next() < 0.5 ? settings : straight, random);
}

function normalised(pictures: PreparedPictures, finish: ImagePipeline): ImageStepForm {
  const fitter = normaliseFitter();
  pictures.labels.forEach((_, i) => fitter.add(finish.toPixels(pictures.picture(i))));
  return fitter.step();
}

/** Weight of each label's examples; none where classes are left as they are. */
function weightsOf(config: Config, source: Pick<PictureSource, 'pictures' | 'labels'>): number[] | undefined {
  if (!config.balanceClasses) return undefined;
  const counts = source.labels.map(() => 0);
  for (const place of classesOf(source)) counts[place]++;
  return classWeights(counts);
}

export interface PreparedExamples {
  readonly train: TrainingStream;
  readonly validation: PictureSource;
  readonly plan: TrainingPlan;
  /** The pictures of both parts, to learn from when nothing is left to choose. */
  readonly everything: TrainingStream;
  close(): void;
}

/**
 * Photographs as they come → pictures `[S, S, 1 or 3]` kept in scratches → batches `[B, S, S, 1 or 3]`, brought to
 * one light and normalised by the training part.
 *
 * @throws AppError `dataset.empty`, `dataset.single-class`, `model.unknown-label`, `request.cancelled`
 */
export async function prepareExamples(
  examples: FitExamples<PictureExample>,
  config: Config,
  run: Run,
): Promise<PreparedExamples> {
  const first = imagePipeline(
    config.colour === 'grey' ? [resized(config), { op: 'grey' }] : [resized(config)],
  );
  const pictures = await preparePictures(examples.train, first, run, 'train');
  let held: PreparedPictures | null = null;
  const close = (): void => [pictures, held].forEach((part) => part?.close());
  try {
    held = await preparePictures(examples.validation, first, run, 'validation');
    const labels = sortedLabels(pictures);
    const coloured = config.colour === 'colour' || (config.colour === 'auto' && pictures.coloured);
    const channels = coloured ? 3 : 1;
    // Whether there is colour shows only after the last picture, so these steps come when a picture is read.
    const finishing: ImageStepForm[] = [{ op: coloured ? 'colour' : 'grey' }];
    if (config.ignoreLight) finishing.push({ op: 'relight' });
    const finish = imagePipeline(finishing);
    const pipeline = imagePipeline([resized(config), ...finishing, normalised(pictures, finish)]);
    const source = { pipeline, finish, channels, labels } as const;
    const plan = planTraining({ pictures: pictures.labels.length, ...config });
    run.log('data.prepared', { train: pictures.labels.length, validation: held.labels.length, channels });
    const train: TrainingStream = {
      ...source,
      pictures,
      seed: run.seed,
      batchSize: config.batchSize,
      stepsPerEpoch: plan.stepsPerEpoch,
      targets: 'unit-per-label',
      weights: weightsOf(config, { pictures, labels }),
      vary: variation(config),
    };
    const both = bothOf(pictures, held);
    const weights = weightsOf(config, { pictures: both, labels });
    return {
      train,
      validation: { ...source, pictures: held },
      plan,
      everything: {
        ...train,
        pictures: both,
        weights,
        seed: seeded(run.seed)
          .fork('refit')
          .integer(2 ** 31),
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
