/// <reference types="jest" />
import { AppError, type ErrorCode } from '@millwright/contracts';
import type { FitExamples, FittedModel, ModelDefinition, Run } from '../model.ts';
import { aRun } from './a-run.ts';

/** A tiny synthetic world whose truth is known. */
export interface World<Example, Input, Truth> {
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  readonly test: readonly { readonly input: Input; readonly truth: Truth }[];
}

export interface ModelPromise<Example, Input, Answer, Truth> {
  readonly world: () => World<Example, Input, Truth>;
  /** Settings that make the fit short; what is left out has its default. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** How good answers are, more is better. */
  score(answers: readonly Answer[], truths: readonly Truth[]): number;
  /** The simple rule that the model has to beat, by its name and by the score it reaches in this world. */
  readonly beats: { readonly name: string; readonly score: number };
  /** Numbers of an answer that two fits with one seed must agree on. */
  numbers(answer: Answer): readonly number[];
  readonly refuses: readonly { readonly what: string; readonly input: Input; readonly code: ErrorCode }[];
  /** How many tensors and buffers the engines hold now. */
  readonly held: () => number;
  /** Largest difference of two fits, and of a model and its copy; default 1e-4 (threads add up in any order). */
  readonly tolerance?: number;
  /** Time for one fit [ms]. */
  readonly timeout?: number;
}

const codeOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
  } catch (error) {
    return error instanceof AppError ? error.code : `no AppError: ${String(error)}`;
  }
  return 'nothing was refused';
};

/** Streams that can be walked through once, as pictures decoded from disk are. */
async function* once<Example>(examples: readonly Example[]): AsyncGenerator<Example> {
  for (const example of examples) {
    await Promise.resolve();
    yield example;
  }
}

/**
 * What every model of the catalogue promises, as tests: settings, seed, baseline, save and load, refusals, abort,
 * resume, and nothing left behind.
 */
export function describeModel<
  Config,
  Example,
  Input,
  Answer,
  Truth,
  Fitted extends FittedModel<Input, Answer>,
>(
  definition: ModelDefinition<Config, Example, Input, Answer, Fitted>,
  promise: ModelPromise<Example, Input, Answer, Truth>,
): void {
  const { tolerance = 1e-4, timeout = 120_000 } = promise;
  const world = promise.world();
  const inputs = world.test.map(({ input }) => input);
  const config = (): Config => definition.config.parse(promise.settings);
  const examples = (): FitExamples<Example> => ({
    train: once(world.train),
    validation: once(world.validation),
  });
  const fit = (run: Run): Promise<Fitted> => definition.fit(examples(), config(), run);
  const numbers = async (fitted: Fitted): Promise<number[]> =>
    (await fitted.predict(inputs)).flatMap((answer) => [...promise.numbers(answer)]);
  const expectAlike = (one: readonly number[], other: readonly number[]): void => {
    expect(one).toHaveLength(other.length);
    const largest = Math.max(...one.map((value, i) => Math.abs(value - other[i])));
    expect(largest).toBeLessThanOrEqual(tolerance);
  };

  describe(`the model ${definition.id}`, () => {
    let fitted: Fitted;
    const run = aRun();
    const heldBefore = promise.held();
    beforeAll(async () => void (fitted = await fit(run)), timeout);
    afterAll(() => fitted?.dispose());

    it('parses empty settings to its defaults', () => {
      expect(definition.config.safeParse({}).error).toBeUndefined();
    });

    it(`beats its baseline, ${promise.beats.name}`, async () => {
      const truths = world.test.map(({ truth }) => truth);
      expect(promise.score(await fitted.predict(inputs), truths)).toBeGreaterThan(promise.beats.score);
    });

    it('tells its progress up to the end and closes its scratches', () => {
      const done = run.told.progress.map((progress) => progress.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done.at(-1)).toBeCloseTo(1, 6);
      expect(run.told.openScratches).toBe(0);
    });

    it(
      'repeats its result for the same seed',
      async () => {
        const again = await fit(aRun());
        const [one, other] = [await numbers(fitted), await numbers(again)];
        again.dispose();
        expectAlike(one, other);
      },
      timeout,
    );

    it('answers alike after saving and loading', async () => {
      const copy = await definition.load(await fitted.save());
      const [one, other] = [await numbers(fitted), await numbers(copy)];
      copy.dispose();
      expectAlike(one, other);
    });

    it('answers alike one by one and all at once', async () => {
      const single: number[] = [];
      for (const input of inputs.slice(0, 5))
        single.push(...(await fitted.predict([input])).flatMap((answer) => [...promise.numbers(answer)]));
      expectAlike(single, (await numbers(fitted)).slice(0, single.length));
      expect(await fitted.predict([])).toEqual([]);
    });

    it.each(promise.refuses)('refuses $what with $code', async ({ input, code }) => {
      expect(await codeOf(() => fitted.predict([input]))).toBe(code);
    });

    it('refuses a saved model that lacks a file', async () => {
      const files = await fitted.save();
      for (const missing of files.keys()) {
        const rest = new Map([...files].filter(([name]) => name !== missing));
        expect(await codeOf(() => definition.load(rest))).toBe('model.incomplete');
      }
    });

    it(
      'ends within one batch when it is aborted, leaving no tensor and no scratch',
      async () => {
        const held = promise.held();
        const abort = new AbortController();
        const steps = Math.floor(run.told.progress.length / 2);
        const stopped = aRun({ signal: abort.signal });
        let later = 0;
        const counting: Run = {
          ...stopped,
          progress(progress) {
            stopped.progress(progress);
            if (abort.signal.aborted) later++;
            else if (stopped.told.progress.length >= steps) abort.abort();
          },
        };
        expect(await codeOf(() => fit(counting))).toBe('request.cancelled');
        expect(later).toBeLessThanOrEqual(1);
        expect(promise.held()).toBe(held);
        expect(stopped.told.openScratches).toBe(0);
      },
      timeout,
    );

    it('does not begin when it was aborted before', async () => {
      const run = aRun({ signal: AbortSignal.abort() });
      expect(await codeOf(() => fit(run))).toBe('request.cancelled');
      expect(run.told.openScratches).toBe(0);
    });

    it(
      'goes on from a checkpoint to the same result',
      async () => {
        const { checkpoints } = run.told;
        expect(checkpoints.length).toBeGreaterThan(1);
        const resumed = await fit(aRun({ resume: checkpoints[Math.floor((checkpoints.length - 1) / 2)] }));
        const [one, other] = [await numbers(fitted), await numbers(resumed)];
        resumed.dispose();
        expectAlike(one, other);
      },
      timeout,
    );

    it('holds nothing any more once it is disposed', () => {
      fitted.dispose();
      fitted.dispose();
      expect(promise.held()).toBe(heldBefore);
    });
  });
}
