import { planTraining } from './training-plan.ts';

const wish = { batchSize: 64, epochs: 20, minSteps: 800, maxSteps: 6000 };
const stepsOf = (pictures: number, more = {}): number => {
  const { epochs, stepsPerEpoch } = planTraining({ pictures, ...wish, ...more });
  return epochs * stepsPerEpoch;
};

describe('planTraining', () => {
  it('makes an epoch one pass over a set of middle size', () => {
    // 5,638 pictures are 89 batches of 64.
    expect(planTraining({ pictures: 5638, ...wish })).toEqual({ epochs: 20, stepsPerEpoch: 89 });
  });

  it('gives a few hundred pictures the least steps, several passes to an epoch', () => {
    expect(planTraining({ pictures: 195, ...wish })).toEqual({ epochs: 40, stepsPerEpoch: 20 });
  });

  it('ends a huge set at the most steps, less than a pass to an epoch', () => {
    expect(planTraining({ pictures: 1_000_000, ...wish })).toEqual({ epochs: 10, stepsPerEpoch: 600 });
  });

  it('never gives fewer steps than wished for, and at most one epoch more', () => {
    for (const pictures of [1, 63, 64, 65, 500, 5000, 50_000]) {
      const asked = Math.min(Math.max(20 * Math.ceil(pictures / 64), 800), 6000);
      expect(stepsOf(pictures)).toBeGreaterThanOrEqual(asked);
      expect(stepsOf(pictures)).toBeLessThan(asked * 1.11);
    }
  });

  it('takes one step where one is all that is wished', () => {
    expect(stepsOf(10, { epochs: 1, minSteps: 1 })).toBe(1);
  });
});
