import { chooseThreshold, type Run } from '@millwright/model';
import type { OpenNetwork } from '@millwright/network';
import { z } from 'zod';
import { fitTemperature, softened } from './calibration.ts';
import { classesOf, type PictureSource } from './pictures/picture-batches.ts';
import { probabilitiesOf } from './training.ts';

export const settledSchema = z.object({
  temperature: z.number().positive(),
  /** With two labels: score from which the second one is the verdict. */
  threshold: z.number().min(0).max(1).nullable(),
});
export type Settled = z.output<typeof settledSchema>;

/**
 * What is learned on the validation part once a network is trained: how certain it may be, and with two labels the
 * decision threshold at which both are recognised equally well.
 *
 * @throws AppError `request.cancelled`
 */
export async function settle(
  open: OpenNetwork,
  validation: PictureSource,
  run: Run,
  { calibrate }: { readonly calibrate: boolean },
): Promise<Settled> {
  const probabilities = await probabilitiesOf(open, validation, run.signal);
  const classes = classesOf(validation);
  const temperature = calibrate ? fitTemperature(probabilities, classes) : 1;
  let threshold: number | null = null;
  if (validation.labels.length === 2)
    ({ threshold } = chooseThreshold({
      positive: classes.map((place) => place === 1),
      scores: probabilities.map((row) => softened(row, temperature)[1]),
    }));
  run.log('model.settled', { temperature, ...(threshold !== null && { threshold }) });
  return { temperature, threshold };
}
