import type { AppError } from '@millwright/contracts';
import type { NdArray } from '@millwright/tensors';
import { heldTensors } from '../engines/held-tensors.ts';
import { openNetwork } from '../open-network.ts';
import type { Batch, OpenNetwork } from '../open.ts';
import { expectAlike } from '../testing/compare.ts';
import { stripes, share, smallNetwork } from '../testing/networks.ts';
import type { FitCheckpoint, FitOptions } from './fit-options.ts';
import { fitNetwork } from './fit-network.ts';

const engine = 'wasm' as const;
const heldOut = stripes(999, 60);

const opened = (): Promise<OpenNetwork> => openNetwork(smallNetwork(), { seed: 3, engine });
const batches = (epoch: number): Batch[] => [0, 1, 2].map((batch) => stripes(100 * epoch + batch));
const options: Pick<FitOptions, 'epochs' | 'stepsPerEpoch' | 'batches' | 'schedule'> = {
  epochs: 6,
  stepsPerEpoch: 3,
  batches,
  schedule: { kind: 'cosine', warmUpSteps: 3 },
};
const accuracy = async (open: OpenNetwork): Promise<number> =>
  share(await open.predict(heldOut.inputs), heldOut);
const asData = (weights: ReadonlyMap<string, NdArray>): unknown[] =>
  [...weights].map(([name, { data }]) => [name, [...data]]);

describe('fitNetwork', () => {
  it('learns: from chance to nine in ten on held-out pictures, and leaves nothing behind', async () => {
    const before = heldTensors();
    const open = await opened();
    const { epochs, bestEpoch } = await fitNetwork(open, { ...options, epochs: 20 });
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(epochs[19].figures.loss).toBeLessThan(epochs[0].figures.loss / 2);
    expect(bestEpoch).toBe(20);
    expect(await accuracy(open)).toBeGreaterThan(0.9);
    open.dispose();
    expect(heldTensors()).toBe(before);
  });
  it('goes on after an interruption with the result of a run that had none', async () => {
    const whole = await opened();
    const validateOf = (open: OpenNetwork) => async () => ({ accuracy: await accuracy(open) });
    const earlyStopping = { figure: 'accuracy', goal: 'max' as const };
    const result = await fitNetwork(whole, { ...options, earlyStopping, validate: validateOf(whole) });

    let kept: FitCheckpoint | null = null;
    const stop = new AbortController();
    const first = await opened();
    const interrupted = fitNetwork(first, {
      ...options,
      earlyStopping,
      validate: validateOf(first),
      signal: stop.signal,
      checkpoint: async (checkpoint) => {
        // As it would come back from disk.
        kept = { state: JSON.parse(JSON.stringify(checkpoint.state)), files: new Map(checkpoint.files) };
      },
      onEpoch: ({ epoch }) => {
        if (epoch === 3) setImmediate(() => stop.abort());
      },
    });
    await expect(interrupted).rejects.toMatchObject({ code: 'request.cancelled' });
    first.dispose();

    const second = await opened();
    const resume = kept as FitCheckpoint | null;
    expect(resume?.state).toMatchObject({ epoch: 3 });
    const resumed = await fitNetwork(second, {
      ...options,
      earlyStopping,
      validate: validateOf(second),
      resume,
    });
    expect(resumed).toEqual(result);
    expect(asData(await second.weights())).toEqual(asData(await whole.weights()));
    whole.dispose();
    second.dispose();
  });
  it('stops after its patience and puts the best weights back', async () => {
    const open = await opened();
    const figures = [0.5, 0.3, 0.4, 0.35, 0.2];
    const seen: ReadonlyMap<string, NdArray>[] = [];
    const result = await fitNetwork(open, {
      ...options,
      earlyStopping: { figure: 'validation.loss', goal: 'min', patience: 2 },
      validate: async () => {
        seen.push(await open.weights());
        return { 'validation.loss': figures[seen.length - 1] };
      },
    });
    expect(result.stoppedEarly).toBe(true);
    expect(result.epochs.map(({ best }) => best)).toEqual([true, true, false, false]);
    expect(result.bestEpoch).toBe(2);
    expect(result.figures['validation.loss']).toBe(0.3);
    expectAlike(await open.weights(), seen[1], 0);
    open.dispose();
  });
  it('ends within one batch of an abort', async () => {
    const open = await opened();
    const stop = new AbortController();
    let given = 0;
    const endless = function* (): Iterable<Batch> {
      for (;;) {
        given += 1;
        if (given === 4) stop.abort();
        yield stripes(given);
      }
    };
    const fit = fitNetwork(open, { epochs: 1, stepsPerEpoch: 1000, batches: endless, signal: stop.signal });
    await expect(fit).rejects.toMatchObject({ code: 'request.cancelled' });
    expect(given).toBe(4);
    expect((await open.optimiserState()).get('step')?.data[0]).toBe(3);
    open.dispose();
  });
  it('stops at damaged values, says in which batch they are, and keeps the last checkpoint', async () => {
    const open = await opened();
    const damaged = (epoch: number): Batch[] => {
      const whole = batches(epoch);
      if (epoch === 1) whole[2].inputs.data[64] = NaN;
      return whole;
    };
    const epochs: unknown[] = [];
    const fit = fitNetwork(open, {
      ...options,
      batches: damaged,
      checkpoint: async ({ state }) => void epochs.push(state.epoch),
    });
    const error = await fit.catch((thrown: unknown) => thrown as AppError);
    expect(error).toMatchObject({ code: 'training.stopped', params: { epoch: 2, batch: 3 } });
    expect((error as AppError).words('zh').message).toContain('位置 1, 0, 0, 0');
    expect(epochs).toEqual([1]);
    open.dispose();
  });
  it('has the next batch of a stream made while a step is computed', async () => {
    const open = await opened();
    const told: string[] = [];
    const step = open.trainStep.bind(open);
    open.trainStep = async (batch) => {
      told.push('step');
      const result = await step(batch);
      told.push('done');
      return result;
    };
    async function* stream() {
      for (const batch of batches(0)) {
        told.push('batch');
        yield batch;
      }
    }
    await fitNetwork(open, { ...options, epochs: 1, batches: stream });
    expect(told.join(' ')).toBe('batch batch step done batch step done step done');
    open.dispose();
  });
  it('ends with the error of a stream that breaks, and closes a stream that it leaves early', async () => {
    const open = await opened();
    let closed = 0;
    async function* broken() {
      try {
        yield* batches(0);
        throw new Error('the disk is gone');
      } finally {
        closed += 1;
      }
    }
    await expect(fitNetwork(open, { ...options, batches: broken })).rejects.toThrow('the disk is gone');
    expect(closed).toBe(1);
    const signal = AbortSignal.abort();
    await expect(fitNetwork(open, { ...options, batches: broken, signal })).rejects.toMatchObject({
      code: 'request.cancelled',
    });
    const stop = new AbortController();
    const early = fitNetwork(open, {
      ...options,
      batches: broken,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(early).rejects.toMatchObject({ code: 'request.cancelled' });
    expect(closed).toBe(2);
    open.dispose();
  });
  it('lets timers run between batches, and says how far it is and what is left', async () => {
    const open = await opened();
    let beats = 0;
    // no clock: a turn of the loop is counted however fast the batches are
    const beat = () => {
      beats += 1;
      heart = setImmediate(beat);
    };
    let heart = setImmediate(beat);
    const progress: { done: number; remainingSeconds: number | null }[] = [];
    await fitNetwork(open, { ...options, epochs: 4, onProgress: (now) => progress.push(now) });
    clearImmediate(heart);
    expect(beats).toBeGreaterThanOrEqual(6);
    expect(progress.map(({ done }) => Math.round(done * 12))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
    expect(progress[0].remainingSeconds).toBeGreaterThan(0);
    expect(progress[11].remainingSeconds).toBe(0);
    open.dispose();
  });
  it('follows its schedule: the rate of each epoch’s last step is told', async () => {
    const open = await opened();
    const { epochs } = await fitNetwork(open, options);
    const rate = open.network.optimiser.learningRate;
    const cosine = (step: number): number => (rate * (1 + Math.cos((Math.PI * (step - 3)) / 15))) / 2;
    const expected = [rate, cosine(5), cosine(8), cosine(11), cosine(14), cosine(17)];
    expected.forEach((value, i) => expect(epochs[i].figures.learningRate).toBeCloseTo(value, 12));
    open.dispose();
  });
  it('refuses an epoch without batches, and a figure that nobody measures', async () => {
    const open = await opened();
    const nothing = fitNetwork(open, { ...options, batches: () => [] });
    await expect(nothing).rejects.toMatchObject({ code: 'settings.invalid', params: { setting: 'batches' } });
    const unknown = fitNetwork(open, { ...options, earlyStopping: { figure: 'luck', goal: 'max' } });
    await expect(unknown).rejects.toMatchObject({ code: 'settings.invalid', params: { received: 'luck' } });
    open.dispose();
  });
  it('says what a checkpoint lacks', async () => {
    const open = await opened();
    const resume = {
      state: { epoch: 1, reports: [], best: null, stale: 0, stopped: false },
      files: new Map(),
    };
    await expect(fitNetwork(open, { ...options, resume })).rejects.toMatchObject({
      code: 'model.incomplete',
      params: { file: 'weights.safetensors' },
    });
    open.dispose();
  });
});
