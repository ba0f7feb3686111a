export interface TrainingPlan {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

export interface PlanWish {
  /** Training pictures. */
  readonly pictures: number;
  readonly batchSize: number;
  /** Passes over the pictures. */
  readonly epochs: number;
  readonly minSteps: number;
  readonly maxSteps: number;
}

/** Steps under which judging the validation part costs more than it tells. */
const leastPerEpoch = 20;
/** Epochs, and so choices on validation data, that even the largest set gets. */
const leastEpochs = 10;

/**
 * Passes as wished, but with a floor of steps, so that a few hundred pictures give enough updates, and a ceiling, so
 * that a huge set ends in time. An epoch is one pass, or more where a pass is short, or less where a pass is long.
 */
export function planTraining({ pictures, batchSize, epochs, minSteps, maxSteps }: PlanWish): TrainingPlan {
  const onePass = Math.ceil(pictures / batchSize);
  const steps = Math.min(Math.max(epochs * onePass, minSteps), Math.max(minSteps, maxSteps));
  const most = Math.max(1, Math.ceil(steps / leastEpochs));
  const stepsPerEpoch = Math.min(Math.max(onePass, leastPerEpoch), most);
  return { epochs: Math.ceil(steps / stepsPerEpoch), stepsPerEpoch };
}
