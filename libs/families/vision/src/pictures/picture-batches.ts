import { AppError } from '@millwright/contracts';
import type { Batch } from '@millwright/network';
import type { ImagePipeline } from '@millwright/preprocessing';
import { ndArray, seeded, type NdArray, type Pixels, type Random } from '@millwright/tensors';
import type { PreparedPictures } from './prepared-pictures.ts';

/** How labels become targets: one unit for two labels (the share of the second), or a unit per label. */
export type TargetForm = 'one-unit' | 'unit-per-label';

export interface PictureSource {
  readonly pictures: PreparedPictures;
  /** The whole pipeline of the model. */
  readonly pipeline: ImagePipeline;
  /** Pixel steps that are still to be done on the pictures kept; none where it is absent. */
  readonly finish?: ImagePipeline;
  readonly channels: 1 | 3;
  /** Every label, sorted. */
  readonly labels: readonly string[];
}

/** The labels of the training part, sorted. @throws AppError `dataset.single-class` */
export function sortedLabels(pictures: PreparedPictures): string[] {
  const labels = [...new Set(pictures.labels)].sort();
  if (labels.length < 2) throw new AppError('dataset.single-class', { label: labels[0] });
  return labels;
}

/** Place of each picture's label. @throws AppError `model.unknown-label` */
export function classesOf({ pictures, labels }: Pick<PictureSource, 'pictures' | 'labels'>): number[] {
  const place = new Map(labels.map((label, i) => [label, i]));
  return pictures.labels.map((label) => {
    const found = place.get(label);
    if (found === undefined) throw new AppError('model.unknown-label', { label, labels: labels.join(', ') });
    return found;
  });
}

/** Picture `i` as the network reads it but for `scale` and `normalise`, `[H, W, channels]`. */
export function finishedPicture({ pictures, finish }: PictureSource, i: number): Pixels {
  const kept = pictures.picture(i);
  return finish ? finish.toPixels(kept) : kept;
}

/** Pictures of one size as network input, `[B, H, W, C]` float32. */
export function stackPictures(pictures: readonly Pixels[], pipeline: ImagePipeline): NdArray<'float32'> {
  const [first] = pictures;
  const stack = ndArray('float32', [pictures.length, ...first.shape]);
  pictures.forEach((picture, i) => pipeline.toTensor(picture, stack.data, i * first.data.length));
  return stack;
}

/** The pictures in blocks, in their order, as network inputs. */
export function* inputBlocks(source: PictureSource, size: number): Iterable<NdArray<'float32'>> {
  const { pictures, pipeline } = source;
  const end = pictures.labels.length;
  for (let from = 0; from < end; from += size) {
    const count = Math.min(size, end - from);
    yield stackPictures(
      Array.from({ length: count }, (_, i) => finishedPicture(source, from + i)),
      pipeline,
    );
  }
}

function targetsOf(classes: readonly number[], form: TargetForm, labels: number): NdArray<'float32'> {
  if (form === 'one-unit') return ndArray('float32', [classes.length, 1], Float32Array.from(classes));
  const targets = ndArray('float32', [classes.length, labels]);
  classes.forEach((place, i) => (targets.data[i * labels + place] = 1));
  return targets;
}

export interface TrainingStream extends PictureSource {
  readonly seed: number;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  readonly targets: TargetForm;
  /** Weight of an example by the place of its label; 1 each where it is absent. */
  readonly weights?: readonly number[];
  /** A variation of a training picture; the picture itself where it is absent. */
  readonly vary?: (picture: Pixels, random: Random) => Pixels;
}

/**
 * The batches of an epoch out of an endless stream of passes, each pass over all pictures in a random order of its
 * own. An epoch depends on the seed and its number alone, so that a resumed training sees what it would have seen.
 *
 * @returns a function of the epoch, from 0
 */
export function trainingBatches(stream: TrainingStream): (epoch: number) => Iterable<Batch> {
  const { pipeline, labels, seed, batchSize, stepsPerEpoch, weights, vary } = stream;
  const classes = classesOf(stream);
  const count = classes.length;
  const random = seeded(seed);
  let pass = -1;
  let order: number[] = [];
  const exampleAt = (place: number): number => {
    const wanted = Math.floor(place / count);
    if (wanted !== pass) {
      pass = wanted;
      order = random.fork(`pass ${pass}`).shuffle(classes.map((_, i) => i));
    }
    return order[place % count];
  };
  return function* (epoch) {
    const variation = random.fork(`variation ${epoch}`);
    for (let step = 0; step < stepsPerEpoch; step++) {
      const from = (epoch * stepsPerEpoch + step) * batchSize;
      const chosen = Array.from({ length: batchSize }, (_, i) => exampleAt(from + i));
      const seen = chosen.map((i) => {
        const picture = finishedPicture(stream, i);
        return vary ? vary(picture, variation) : picture;
      });
      const places = chosen.map((i) => classes[i]);
      yield {
        inputs: stackPictures(seen, pipeline),
        targets: targetsOf(places, stream.targets, labels.length),
        ...(weights && { sampleWeights: Float32Array.from(places, (place) => weights[place]) }),
      };
    }
  };
}
