import type { FitExamples, Run } from '@millwright/model';
import { openNetwork, type Schedule } from '@millwright/network';
import { loadClassifier } from '../load.ts';
import { pictureClassifier, type PictureClassifier } from '../picture-classifier.ts';
import type { PictureExample } from '../pictures/picture.ts';
import { refit, refitCheckpoint, refitPlan } from '../refit.ts';
import { settle } from '../settle.ts';
import type { TrainingPlan } from '../training-plan.ts';
import { disposedOnError, trainNetwork, type Training } from '../training.ts';
import { defectNetwork, heatLayer } from './algorithm.ts';
import type { Config } from './config.ts';
import { prepareExamples } from './examples.ts';

export const id = 'vision/defect-net';

/** Share of the steps over which the learning rate rises first. */
const warmUp = 0.05;

export async function fit(
  examples: FitExamples<PictureExample>,
  config: Config,
  run: Run,
): Promise<PictureClassifier> {
  const { train, validation, plan, everything, close } = await prepareExamples(examples, config, run);
  try {
    const { labels, channels, pipeline } = train;
    const network = defectNetwork(config, { channels, labels: labels.length });
    const second = config.refit ? refitPlan(plan) : null;
    const training: Training = {
      network,
      train,
      validation,
      plan,
      schedule: cosine(plan),
      earlyStopping: { figure: 'validation.loss', goal: 'min', patience: config.patience },
      later: second,
    };
    const resumed = refitCheckpoint(run.resume);
    const open = resumed ? await openNetwork(network, { seed: run.seed }) : await trainNetwork(training, run);
    return await disposedOnError(open, async () => {
      const settled = resumed?.settled ?? (await settle(open, validation, run, config));
      if (second) {
        const schedule = cosine(second);
        await refit(open, { train: everything, plan: second, before: plan, schedule, settled, resumed }, run);
      }
      return pictureClassifier(open, {
        format: 1,
        definition: id,
        settings: config,
        labels: [...labels],
        channels,
        steps: pipeline.toJSON(),
        heatLayer: heatLayer(config),
        ...settled,
      });
    });
  } finally {
    close();
  }
}

const cosine = ({ epochs, stepsPerEpoch }: TrainingPlan): Schedule => ({
  kind: 'cosine',
  warmUpSteps: Math.ceil(warmUp * epochs * stepsPerEpoch),
});

export const load = (files: ReadonlyMap<string, Uint8Array>): Promise<PictureClassifier> =>
  loadClassifier(files, id);
