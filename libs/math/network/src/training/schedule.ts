/** Learning rate over the steps of a training. */
export type Schedule =
  | { readonly kind: 'constant' }
  | {
      readonly kind: 'cosine';
      /** Steps over which the rate first rises from nothing in a straight line. */
      readonly warmUpSteps?: number;
      /** Share of the rate that is left at the end. */
      readonly floor?: number;
    };

/**
 * Factor on the learning rate at a step, 0 <= step < steps (Loshchilov and Hutter 2017, one period).
 *
 * With warm-up w: (step + 1) / w while step < w, then a half cosine from 1 down to the floor over the other steps.
 */
export function scheduleFactor(schedule: Schedule, step: number, steps: number): number {
  if (schedule.kind === 'constant') return 1;
  const warmUp = Math.min(schedule.warmUpSteps ?? 0, steps);
  if (step < warmUp) return (step + 1) / warmUp;
  const floor = schedule.floor ?? 0;
  const share = (step - warmUp) / Math.max(1, steps - warmUp);
  return floor + ((1 - floor) * (1 + Math.cos(Math.PI * Math.min(1, share)))) / 2;
}
