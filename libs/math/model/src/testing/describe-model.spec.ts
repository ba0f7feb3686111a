import { AppError } from '@millwright/contracts';
import { seeded } from '@millwright/tensors';
import { z } from 'zod';
import { defineModel, type FittedModel, type Run } from '../model.ts';
import { describeModel } from './describe-model.ts';

/** The mean of noisy numbers, found in small steps: the least that can hold the suite's promises. */
const configSchema = z.object({ steps: z.int().default(40) });

let held = 0;

function meanModel(mean: number): FittedModel<number, number> {
  let open = true;
  held++;
  return {
    predict: (inputs) =>
      Promise.resolve(
        inputs.map((input) => {
          if (!Number.isFinite(input))
            throw new AppError('tensor.shape', {
              what: 'number',
              expected: '1',
              received: '0',
              dimension: 0,
            });
          return mean;
        }),
      ),
    save: () => Promise.resolve(new Map([['mean.json', new TextEncoder().encode(String(mean))]])),
    dispose() {
      if (open) held--;
      open = false;
    },
  };
}

async function fitMean(values: number[], steps: number, run: Run): Promise<FittedModel<number, number>> {
  const random = seeded(run.seed);
  let { step, mean } = (run.resume?.state ?? { step: 0, mean: random.next() }) as {
    step: number;
    mean: number;
  };
  for (; step < steps; step++) {
    if (run.signal.aborted) throw new AppError('request.cancelled');
    const gap = values.reduce((sum, value) => sum + value - mean, 0) / values.length;
    mean += 0.3 * gap;
    run.progress({ done: (step + 1) / steps, remainingSeconds: null });
    await run.checkpoint({ state: { step: step + 1, mean }, files: new Map() });
  }
  return meanModel(mean);
}

const learnsTheMean = defineModel<{ steps: number }, number, number, number, FittedModel<number, number>>({
  id: 'test/mean',
  title: { en: 'Mean', zh: '均值' },
  summary: { en: 'Says the mean of what it saw.', zh: '返回所见数值的均值。' },
  config: configSchema,
  async fit(examples, config, run) {
    const values: number[] = [];
    for await (const value of examples.train) values.push(value);
    return fitMean(values, config.steps, run);
  },
  load(files) {
    const bytes = files.get('mean.json');
    if (!bytes) return Promise.reject(new AppError('model.incomplete', { file: 'mean.json' }));
    return Promise.resolve(meanModel(Number(new TextDecoder().decode(bytes))));
  },
});

describeModel(learnsTheMean, {
  world: () => ({ train: [3, 4, 5], validation: [], test: [1, 2, 3].map((input) => ({ input, truth: 4 })) }),
  settings: { steps: 60 },
  score: (answers, truths) => -Math.max(...answers.map((answer, i) => Math.abs(answer - truths[i]))),
  beats: { name: 'zero', score: -4 },
  numbers: (answer) => [answer],
  refuses: [{ what: 'no number', input: Number.NaN, code: 'tensor.shape' }],
  held: () => held,
});
