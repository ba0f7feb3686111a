import { imagePipeline } from '@millwright/preprocessing';
import { aRun } from '@millwright/model/testing';
import { ndArray, seeded, type Pixels } from '@millwright/tensors';
import { sortedLabels, trainingBatches, type TrainingStream } from './picture-batches.ts';
import type { PictureExample } from './picture.ts';
import { preparePictures, someOf } from './prepared-pictures.ts';

/** A picture of one level, so that it can be recognised after any step. */
const plain = (level: number, channels = 1): Pixels =>
  ndArray('uint8', [2, 2, channels], new Uint8Array(4 * channels).fill(level));
const grey = imagePipeline([{ op: 'grey' }]);

const world = (count: number): PictureExample[] =>
  Array.from({ length: count }, (_, i) => ({
    image: plain(i, i % 2 ? 3 : 1),
    label: i % 3 ? 'good' : 'bad',
  }));

async function aStream(count: number, more: Partial<TrainingStream> = {}): Promise<TrainingStream> {
  const pictures = await preparePictures(world(count), imagePipeline([]), aRun(), 'train');
  const source = {
    pictures,
    pipeline: grey,
    finish: grey,
    channels: 1,
    labels: sortedLabels(pictures),
  } as const;
  return { ...source, seed: 5, batchSize: 4, stepsPerEpoch: 3, targets: 'unit-per-label', ...more };
}

/** Levels of the pictures of each batch. */
const levels = (stream: TrainingStream, epoch: number): number[][] =>
  [...trainingBatches(stream)(epoch)].map(({ inputs }) =>
    Array.from({ length: inputs.shape[0] }, (_, i) => inputs.data[i * 4]),
  );

describe('preparePictures', () => {
  it('keeps pictures in their order, whatever their channels', async () => {
    const pictures = await preparePictures(world(6), imagePipeline([]), aRun(), 'train');
    expect(pictures.labels).toEqual(['bad', 'good', 'good', 'bad', 'good', 'good']);
    expect([0, 3, 5].map((i) => pictures.picture(i).data[0])).toEqual([0, 3, 5]);
    expect(pictures.picture(5).shape).toEqual([2, 2, 3]);
  });

  it('sees colour only where channels differ', async () => {
    const red = ndArray('uint8', [1, 1, 3], Uint8Array.from([200, 10, 10]));
    const see = async (image: Pixels): Promise<boolean> =>
      (await preparePictures([{ image, label: 'a' }], imagePipeline([]), aRun(), 'train')).coloured;
    expect(await see(plain(90, 3))).toBe(false);
    expect(await see(red)).toBe(true);
  });

  it('refuses a part without pictures and one label alone, and stops when aborted, closing its scratch', async () => {
    const empty = aRun();
    await expect(preparePictures([], grey, empty, 'train')).rejects.toMatchObject({ code: 'dataset.empty' });
    expect(empty.told.openScratches).toBe(0);
    const stopped = aRun({ signal: AbortSignal.abort() });
    const preparing = preparePictures(world(3), grey, stopped, 'train');
    await expect(preparing).rejects.toMatchObject({ code: 'request.cancelled' });
    expect(stopped.told.openScratches).toBe(0);
    const alike = await preparePictures(world(1), grey, aRun(), 'train');
    expect(() => sortedLabels(alike)).toThrow(
      expect.objectContaining({ code: 'dataset.single-class' }) as Error,
    );
  });

  it('gives some of the pictures, each at most once, with its own label', async () => {
    const all = await preparePictures(world(9), imagePipeline([]), aRun(), 'train');
    const some = someOf(all, 5, seeded(1));
    const seen = some.labels.map((label, i) => [some.picture(i).data[0], label]);
    expect(new Set(seen.map(([level]) => level)).size).toBe(5);
    for (const [level, label] of seen) expect(label).toBe(all.labels[Number(level)]);
  });
});

describe('trainingBatches', () => {
  it('shows every picture once before any a second time, across epochs', async () => {
    const stream = await aStream(24);
    const twoEpochs = [...levels(stream, 0), ...levels(stream, 1)].flat();
    expect([...twoEpochs].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(twoEpochs).not.toEqual([...twoEpochs].sort((a, b) => a - b));
  });

  it('gives an epoch alike however often and in whatever order epochs are asked for', async () => {
    const vary = (picture: Pixels, random: { next(): number }): Pixels =>
      ndArray(
        'uint8',
        picture.shape,
        picture.data.map((level) => level + 100 * random.next()),
      );
    const stream = await aStream(10, { vary });
    const second = levels(stream, 1);
    levels(stream, 4);
    expect(levels(stream, 1)).toEqual(second);
    expect(levels(await aStream(10, { vary }), 1)).toEqual(second);
    expect(levels(await aStream(10, { vary, seed: 6 }), 1)).not.toEqual(second);
  });

  it('gives each picture the target and the weight of its label', async () => {
    const stream = await aStream(12, { weights: [3, 0.5] });
    for (const { inputs, targets, sampleWeights } of trainingBatches(stream)(0))
      for (let i = 0; i < 4; i++) {
        const bad = inputs.data[i * 4] % 3 === 0;
        expect([...targets.data.subarray(2 * i, 2 * i + 2)]).toEqual(bad ? [1, 0] : [0, 1]);
        expect(sampleWeights![i]).toBe(bad ? 3 : 0.5);
      }
  });

  it('gives one unit the share of the second label', async () => {
    const stream = await aStream(12, { targets: 'one-unit' });
    for (const { inputs, targets } of trainingBatches(stream)(0)) {
      expect(targets.shape).toEqual([4, 1]);
      targets.data.forEach((target, i) => expect(target).toBe(inputs.data[i * 4] % 3 === 0 ? 0 : 1));
    }
  });
});
