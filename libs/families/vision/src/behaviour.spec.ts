import { drawParts } from '@millwright/plant';
import type { Checkpoint } from '@millwright/model';
import { aRun } from '@millwright/model/testing';
import { ndArray, seeded, type Pixels } from '@millwright/tensors';
import { defectCnn, defectNet, type PictureClassifier, type PictureExample } from './index.ts';
import { spotExamples, spotWorld } from './testing/tiny-worlds.ts';

const quick = { inputSize: 32, width: 8, batchSize: 16, epochs: 8, minSteps: 1, learningRate: 5e-3 };
const opened: PictureClassifier[] = [];
const kept = async (fitting: Promise<PictureClassifier>): Promise<PictureClassifier> => {
  const fitted = await fitting;
  opened.push(fitted);
  return fitted;
};
afterAll(() => opened.forEach((fitted) => fitted.dispose()));

const recallOf = async (
  fitted: PictureClassifier,
  examples: readonly PictureExample[],
  label: string,
): Promise<number> => {
  const those = examples.filter((example) => example.label === label);
  const verdicts = await fitted.predict(those);
  return verdicts.filter((verdict) => verdict.label === label).length / those.length;
};

describe('defect-net', () => {
  it('learns a rare class too: 150 good pictures beside 12 bad ones', async () => {
    const examples = {
      train: spotExamples(1, { good: 150, bright: 12 }),
      validation: spotExamples(2, { good: 30, bright: 6 }),
    };
    const fitted = await kept(defectNet.fit(examples, defectNet.config.parse(quick), aRun()));
    const test = spotExamples(3, { good: 60, bright: 60 });
    expect(await recallOf(fitted, test, 'bright')).toBeGreaterThan(0.8);
    expect(await recallOf(fitted, test, 'good')).toBeGreaterThan(0.8);
  }, 120_000);

  it('tells three classes apart, the largest score deciding, and looks at the spot it speaks of', async () => {
    const { train, validation, test } = spotWorld('bright', 'dark', 'good');
    const fitted = await kept(defectNet.fit({ train, validation }, defectNet.config.parse(quick), aRun()));
    const verdicts = await fitted.predict(test.map(({ input }) => input));
    expect(fitted.labels).toEqual(['bright', 'dark', 'good']);
    expect(verdicts.filter(({ label }, i) => label === test[i].truth).length / test.length).toBeGreaterThan(
      0.85,
    );
    for (const { label, confidence, scores, threshold } of verdicts) {
      expect(threshold).toBeNull();
      expect(scores[label]).toBe(Math.max(...Object.values(scores)));
      expect(confidence).toBe(scores[label]);
      expect(Object.values(scores).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 5);
    }
    const bright = test.filter((one, i) => one.truth === 'bright' && verdicts[i].label === 'bright');
    const maps = await fitted.explain(bright.map(({ input }) => input));
    const near = maps.filter(({ values }, i) => peakIsNear(values, brightest(bright[i].input.image)));
    expect(near.length / maps.length).toBeGreaterThan(0.7);
    expect(maps[0]).toMatchObject({ method: 'grad-cam', label: 'bright', width: 4, height: 4 });
  }, 120_000);

  it('sees colour where classes differ by nothing else', async () => {
    const examples = colouredExamples(4, 60);
    const config = defectNet.config.parse({ ...quick, epochs: 4 });
    const fitted = await kept(
      defectNet.fit({ train: examples, validation: colouredExamples(5, 20) }, config, aRun()),
    );
    const test = colouredExamples(6, 40);
    expect(await recallOf(fitted, test, 'rusty')).toBeGreaterThan(0.95);
    expect(await recallOf(fitted, test, 'clean')).toBeGreaterThan(0.95);
  }, 120_000);

  it('says how long the training takes before it starts', async () => {
    const { train, validation } = spotWorld('bright', 'good');
    const run = aRun();
    await kept(defectNet.fit({ train, validation }, defectNet.config.parse({ ...quick, epochs: 1 }), run));
    const names = run.told.events.map(({ event }) => event);
    expect(names).toEqual([
      'data.prepared',
      'training.estimate',
      'training.finished',
      'model.settled',
      'training.refitted',
    ]);
    const { seconds, steps } = run.told.events[1].data;
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(steps).toBe(12); // 120 pictures in batches of 16, and half as many steps again from all pictures
    expect(run.told.progress[0]).toMatchObject({ done: 0 });
    expect(run.told.metrics.map(({ name }) => name)).toContain('validation.accuracy');
  }, 120_000);
});

describe('the second fit of defect-net', () => {
  const numbersOf = async (fitted: PictureClassifier, images: readonly PictureExample[]) =>
    (await fitted.predict(images)).flatMap(({ scores }) => Object.values(scores));

  it('goes on after an interruption as if there had been none, with what was chosen before it', async () => {
    const { train, validation, test } = spotWorld('bright', 'good');
    const config = defectNet.config.parse({ ...quick, epochs: 2 });
    const checkpoints: Checkpoint[] = [];
    const keeping = { ...aRun(), checkpoint: async (one: Checkpoint) => void checkpoints.push(one) };
    const whole = await kept(defectNet.fit({ train, validation }, config, keeping));
    const [inside, ...others] = checkpoints.filter(({ state }) => state.stage === 'refit');
    expect(others.length).toBeGreaterThan(0);
    const resumed = await kept(defectNet.fit({ train, validation }, config, aRun({ resume: inside })));
    const images = test.map(({ input }) => ({ ...input, label: 'good' }));
    const [one, other] = [await numbersOf(whole, images), await numbersOf(resumed, images)];
    other.forEach((value, i) => expect(value).toBeCloseTo(one[i], 4));
    expect(resumed.threshold).toBe(whole.threshold);
  }, 120_000);

  it('learns what only validation pictures show', async () => {
    // Dark spots are among the bad ones of the validation part alone.
    const bad = (seed: number, spot: 'bright' | 'dark', count: number): PictureExample[] =>
      spotExamples(seed, { [spot]: count }).map(({ image }) => ({ image, label: 'bad' }));
    const examples = {
      train: [...spotExamples(1, { good: 60 }), ...bad(2, 'bright', 60)],
      validation: [...spotExamples(3, { good: 30 }), ...bad(4, 'dark', 30)],
    };
    const darkRecall = async (refit: boolean): Promise<number> => {
      const config = defectNet.config.parse({ ...quick, refit, epochs: 12 });
      return recallOf(await kept(defectNet.fit(examples, config, aRun())), bad(5, 'dark', 60), 'bad');
    };
    expect(await darkRecall(true)).toBeGreaterThan(Math.min(0.8, (await darkRecall(false)) + 0.1));
  }, 120_000);
});

describe('defect-cnn', () => {
  it('has a softmax and no threshold with more than two classes', async () => {
    const { train, validation, test } = spotWorld('bright', 'dark', 'good');
    const config = defectCnn.config.parse({ inputSize: 32, batchSize: 16, epochs: 6, learningRate: 1e-3 });
    const fitted = await kept(defectCnn.fit({ train, validation }, config, aRun()));
    const verdicts = await fitted.predict(test.map(({ input }) => input));
    expect(fitted.threshold).toBeNull();
    expect(verdicts.filter(({ label }, i) => label === test[i].truth).length / test.length).toBeGreaterThan(
      0.5,
    );
  }, 120_000);

  it('decides two classes by its threshold, and its heat maps speak for the verdict', async () => {
    const { train, validation, test } = spotWorld('bright', 'good');
    const config = defectCnn.config.parse({ inputSize: 32, batchSize: 16, epochs: 6, learningRate: 1e-3 });
    const fitted = await kept(defectCnn.fit({ train, validation }, config, aRun()));
    const verdicts = await fitted.predict(test.map(({ input }) => input));
    for (const { label, scores } of verdicts)
      expect(label).toBe(scores.good >= fitted.threshold! ? 'good' : 'bright');
    expect(new Set(verdicts.map(({ label }) => label)).size).toBe(2);
    const maps = await fitted.explain(test.map(({ input }) => input));
    const peaks = maps.map(({ values }) => Math.max(...values.flat()));
    // A map is divided by its largest value; it is all 0 where no place speaks for the verdict.
    for (const peak of peaks) expect([0, 1]).toContain(Number(peak.toFixed(6)));
    expect(maps.map(({ label }) => label)).toEqual(verdicts.map(({ label }) => label));
    expect(maps.some(({ label }, i) => label === 'bright' && peaks[i] === 1)).toBe(true);
  }, 120_000);
});

describe('the demonstration plant', () => {
  it('is drawn as pictures that the family takes as they are', async () => {
    const examples = [...drawParts({ count: 40, seed: 3, size: 48 })];
    const config = defectNet.config.parse({ ...quick, epochs: 1 });
    const fitted = await kept(defectNet.fit({ train: examples, validation: examples }, config, aRun()));
    expect(fitted.labels).toEqual(['good', 'misprint', 'pore', 'scratch']);
  }, 120_000);
});

/** Grey pictures and rusty ones: red above green above blue at the same luma, noise on both. */
function colouredExamples(seed: number, count: number): PictureExample[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => {
    const rusty = i % 2 === 1;
    const image = ndArray('uint8', [32, 32, 3]);
    for (let at = 0; at < image.data.length; at += 3) {
      const level = 120 + 15 * random.normal();
      // 0.299 · 40 - 0.587 · 14 - 0.114 · 33 ≈ 0
      const [red, green, blue] = rusty ? [40, -14, -33] : [0, 0, 0];
      image.data.set([level + red, level + green, level + blue].map(Math.round), at);
    }
    return { image, label: rusty ? 'rusty' : 'clean' };
  });
}

/** Middle of the 8 x 8 square with the highest mean, in shares of the side. */
function brightest({ data, shape }: Pixels): [row: number, column: number] {
  const side = shape[0];
  let best = { sum: -1, row: 0, column: 0 };
  for (let row = 0; row + 8 <= side; row++)
    for (let column = 0; column + 8 <= side; column++) {
      let sum = 0;
      for (let y = row; y < row + 8; y++) for (let x = column; x < column + 8; x++) sum += data[y * side + x];
      if (sum > best.sum) best = { sum, row, column };
    }
  return [(best.row + 4) / side, (best.column + 4) / side];
}

/** Whether the largest value lies within one and a half cells of a place. */
function peakIsNear(values: number[][], [row, column]: [number, number]): boolean {
  const [height, width] = [values.length, values[0].length];
  const flat = values.flat();
  const peak = flat.indexOf(Math.max(...flat));
  const down = (Math.floor(peak / width) + 0.5) / height - row;
  const across = ((peak % width) + 0.5) / width - column;
  return Math.hypot(down * height, across * width) <= 1.5;
}
