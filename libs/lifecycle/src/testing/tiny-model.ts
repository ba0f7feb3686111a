import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type HeatMap } from '@millwright/contracts';
import { defineModel, type Examples, type Run } from '@millwright/model';
import { seeded, type Pixels, type Random } from '@millwright/tensors';
import { z } from 'zod';
import type { FittedImageModel, ImageExample, ImageModel, Verdict } from '../catalogue.ts';

const config = z.object({
  epochs: z.int().min(1).max(10_000).default(5),
  learningRate: z.number().gt(0).max(10).default(0.5),
  /** Rest after each epoch [ms], so that a test can end the process in the middle. */
  pauseMs: z.int().min(0).max(60_000).default(0),
});
type Config = z.output<typeof config>;

interface Row {
  readonly level: number;
  readonly label: string;
}
type Scores = Record<string, number>;

/** What a softmax over the mean level of a picture knows: slope and offset of each class. */
interface Weights {
  readonly labels: readonly string[];
  readonly slopes: Float64Array;
  readonly offsets: Float64Array;
}

const meanLevel = ({ data }: Pixels): number =>
  (data.reduce((sum, value) => sum + value, 0) / data.length - 125) / 25;

function scoresOf({ labels, slopes, offsets }: Weights, level: number): Scores {
  const powers = labels.map((_, i) => Math.exp(slopes[i] * level + offsets[i]));
  const sum = powers.reduce((total, power) => total + power, 0);
  return Object.fromEntries(labels.map((label, i) => [label, powers[i] / sum]));
}

function verdictOf(weights: Weights, image: Pixels): Verdict {
  const scores = scoresOf(weights, meanLevel(image));
  const [label, confidence] = Object.entries(scores).reduce((best, one) => (one[1] > best[1] ? one : best));
  return { label, confidence, scores, threshold: null };
}

/** One pass of stochastic gradient descent over the rows in a random order; the loss is their mean cross-entropy. */
function epoch(weights: Weights, rows: readonly Row[], rate: number, random: Random): number {
  let loss = 0;
  for (const { level, label } of random.shuffle(rows)) {
    const scores = scoresOf(weights, level);
    loss -= Math.log(scores[label]) / rows.length;
    weights.labels.forEach((name, i) => {
      const error = scores[name] - (name === label ? 1 : 0);
      weights.slopes[i] -= rate * error * level;
      weights.offsets[i] -= rate * error;
    });
  }
  return loss;
}

const bytesOf = ({ labels, slopes, offsets }: Weights): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ labels, slopes: [...slopes], offsets: [...offsets] }));

function weightsFrom(bytes: Uint8Array | undefined, file: string): Weights {
  if (!bytes) throw new AppError('model.incomplete', { file });
  const read = JSON.parse(new TextDecoder().decode(bytes)) as Record<'labels' | 'slopes' | 'offsets', never>;
  return {
    labels: read.labels,
    slopes: Float64Array.from(read.slopes),
    offsets: Float64Array.from(read.offsets),
  };
}

/** The picture's own levels as a map of 2 x 2: enough to see that the right picture was explained. */
function mapOf(label: string, { shape: [height, width], data }: Pixels): HeatMap {
  const at = (row: number, column: number) => data[row * (height - 1) * width + column * (width - 1)] / 255;
  const values = [
    [at(0, 0), at(0, 1)],
    [at(1, 0), at(1, 1)],
  ];
  return { method: 'grad-cam', label, width, height, values };
}

function fitted(weights: Weights, watch: TinyWatch): FittedImageModel {
  return {
    labels: weights.labels,
    threshold: null,
    engine: 'arithmetic',
    async predict(inputs) {
      watch.predicts?.(inputs.map(({ image }) => image));
      return inputs.map(({ image }) => verdictOf(weights, image));
    },
    explain: async (inputs) => inputs.map(({ image }) => mapOf(verdictOf(weights, image).label, image)),
    exportAs: async () => bytesOf(weights),
    save: async () => new Map([['model.json', bytesOf(weights)]]),
    dispose: () => watch.disposed?.(),
  };
}

async function rowsOf(
  examples: Examples<ImageExample>,
  seen: (example: ImageExample) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const example of examples) {
    seen(example);
    rows.push({ level: meanLevel(example.image), label: example.label });
  }
  return rows;
}

async function train(
  rows: readonly Row[],
  { epochs, learningRate, pauseMs }: Config,
  run: Run,
): Promise<Weights> {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const fresh = { labels, slopes: new Float64Array(labels.length), offsets: new Float64Array(labels.length) };
  const weights = run.resume ? weightsFrom(run.resume.files.get('weights'), 'weights') : fresh;
  const first = run.resume ? Number(run.resume.state.epochs) : 0;
  for (let done = first; done < epochs; done++) {
    const loss = epoch(weights, rows, learningRate, seeded(run.seed).fork(`epoch ${done}`));
    run.metric('loss', done + 1, loss);
    await run.checkpoint({ state: { epochs: done + 1 }, files: new Map([['weights', bytesOf(weights)]]) });
    await sleep(pauseMs, undefined, { signal: run.signal });
    run.signal.throwIfAborted();
    run.progress({ done: (done + 1) / epochs, remainingSeconds: ((epochs - done - 1) * pauseMs) / 1000 });
  }
  return weights;
}

/** What a tiny model tells a test about its life. */
export interface TinyWatch {
  saw?(part: 'train' | 'validation', example: ImageExample): void;
  /** Called with the pictures of each call; may throw, as a model in trouble does. */
  predicts?(images: readonly Pixels[]): void;
  disposed?(): void;
}

/**
 * A real model in a few lines: classes told apart by the mean level of a picture (softmax regression, stochastic
 * gradient descent), with checkpoints and everything else the lifecycle asks of a model.
 */
export const tinyModel = (watch: TinyWatch = {}): ImageModel =>
  defineModel<unknown, ImageExample, { image: Pixels }, Verdict, FittedImageModel>({
    id: 'vision/tiny',
    title: { en: 'Mean level', zh: '平均灰度' },
    summary: { en: 'Tells classes apart by brightness.', zh: '按亮度区分类别。' },
    config,
    async fit({ train: training, validation }, settings, run) {
      const rows = await rowsOf(training, (example) => watch.saw?.('train', example));
      await rowsOf(validation, (example) => watch.saw?.('validation', example));
      const scratch = run.scratch('levels');
      scratch.append(new Uint8Array(Float64Array.from(rows, ({ level }) => level).buffer));
      scratch.close();
      return fitted(await train(rows, settings as Config, run), watch);
    },
    load: async (files) => fitted(weightsFrom(files.get('model.json'), 'model.json'), watch),
  });
