import type { FitExamples, Run } from '@millwright/model';
import { loadClassifier } from '../load.ts';
import { pictureClassifier, type PictureClassifier } from '../picture-classifier.ts';
import type { PictureExample } from '../pictures/picture.ts';
import { settle } from '../settle.ts';
import { disposedOnError, trainNetwork } from '../training.ts';
import { defectNetwork, heatLayer } from './algorithm.ts';
import type { Config } from './config.ts';
import { prepareExamples } from './examples.ts';

export const id = 'vision/defect-cnn';

export async function fit(
  examples: FitExamples<PictureExample>,
  config: Config,
  run: Run,
): Promise<PictureClassifier> {
  const { train, validation, judged, plan, close } = await prepareExamples(examples, config, run);
  try {
    const { labels, channels, pipeline } = train;
    const network = defectNetwork(config, labels.length);
    const open = await trainNetwork({ network, train, validation: judged, plan }, run);
    return await disposedOnError(open, async () => {
      const settled = await settle(open, validation, run, { calibrate: false });
      return pictureClassifier(open, {
        format: 1,
        definition: id,
        settings: config,
        labels: [...labels],
        channels,
        steps: pipeline.toJSON(),
        heatLayer,
        ...settled,
      });
    });
  } finally {
    close();
  }
}

export const load = (files: ReadonlyMap<string, Uint8Array>): Promise<PictureClassifier> =>
  loadClassifier(files, id);
