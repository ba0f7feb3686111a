import { chooseThreshold, type Run } from '@millwright/model';
import type { OpenNetwork } from '@millwright/network';
import { fitTemperature, softened } from './calibration.ts';
import { pictureClassifier, type PictureClassifier } from './picture-classifier.ts';
import { classesOf, type PictureSource } from './pictures/picture-batches.ts';
import type { SavedModel } from './saved-model.ts';
import { probabilitiesOf } from './training.ts';

export interface Settling {
  readonly calibrate: boolean;
  readonly saved: Omit<SavedModel, 'format' | 'threshold' | 'temperature'>;
}

/**
 * The last thing learned before a network answers, both on the validation part: how certain it may be, and with two
 * labels the decision threshold at which both are recognised equally well. Takes the network over.
 */
export async function settle(
  open: OpenNetwork,
  validation: PictureSource,
  run: Run,
  { calibrate, saved }: Settling,
): Promise<PictureClassifier> {
  try {
    const probabilities = await probabilitiesOf(open, validation, run.signal);
    const classes = classesOf(validation);
    const temperature = calibrate ? fitTemperature(probabilities, classes) : 1;
    let threshold: number | null = null;
    if (saved.labels.length === 2)
      ({ threshold } = chooseThreshold({
        positive: classes.map((place) => place === 1),
        scores: probabilities.map((row) => softened(row, temperature)[1]),
      }));
    run.log('model.settled', { temperature, ...(threshold !== null && { threshold }) });
    return pictureClassifier(open, { format: 1, ...saved, temperature, threshold });
  } catch (error) {
    open.dispose();
    throw error;
  }
}
