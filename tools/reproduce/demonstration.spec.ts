import { measureDemonstration } from './demonstration.ts';

describe('the demonstration', () => {
  it('is imported, trained on and judged on its held-out parts, here in a short form', async () => {
    const short = {
      inputSize: 32,
      width: 4,
      batchSize: 16,
      epochs: 1,
      minSteps: 1,
      flips: false,
      turns: false,
    };
    const result = await measureDemonstration({
      train: 40,
      test: 20,
      model: 'vision/defect-net',
      settings: short,
      seed: 3,
    });
    expect(result).toMatchObject({ name: 'demonstration', seed: 3, reference: [] });
    const { accuracy } = result.metrics;
    expect(accuracy * 20).toBeCloseTo(Math.round(accuracy * 20), 9); // a share of the 20 held-out parts
    expect(accuracy).toBeGreaterThan(0);
    expect(result.baseline.accuracy).toBeGreaterThan(0);
    expect(result.seconds).toBeGreaterThan(0);
  });
});
