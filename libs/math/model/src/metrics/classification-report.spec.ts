import { AppError } from '@millwright/contracts';
import { classificationReport, majorityLabel } from './classification-report.ts';

describe('classificationReport', () => {
  it('counts the confusion matrix as scikit-learn documents it', () => {
    const { matrix } = classificationReport({
      labels: ['ant', 'bird', 'cat'],
      actual: ['cat', 'ant', 'cat', 'cat', 'ant', 'bird'],
      predicted: ['ant', 'ant', 'cat', 'cat', 'ant', 'cat'],
      part: 'test',
      baselineLabel: 'cat',
    });
    expect(matrix).toEqual([
      [2, 0, 0],
      [0, 0, 1],
      [1, 0, 2],
    ]);
  });

  it('gives precision, recall and F1 per class, their mean, and the accuracy', () => {
    // scikit-learn's example of macro means: precision 0.22, recall 0.33, F1 0.26 (4/15).
    const report = classificationReport({
      labels: ['cat', 'dog', 'pig'],
      actual: ['cat', 'dog', 'pig', 'cat', 'dog', 'pig'],
      predicted: ['cat', 'pig', 'dog', 'cat', 'cat', 'dog'],
      part: 'test',
      baselineLabel: 'cat',
    });
    expect(report.classes[0]).toMatchObject({ precision: 2 / 3, recall: 1, f1: 0.8, support: 2 });
    expect(report.classes[1]).toMatchObject({ precision: 0, recall: 0, f1: 0, support: 2 });
    expect(report.metrics.macroF1).toBeCloseTo(4 / 15, 12);
    expect(report.metrics.accuracy).toBeCloseTo(2 / 6, 12);
    expect(report.metrics['recall.cat']).toBe(1);
  });

  it('holds it against the baseline that always says the commonest label', () => {
    const { baseline, baselineName } = classificationReport({
      labels: ['bad', 'good'],
      actual: ['good', 'good', 'good', 'bad'],
      predicted: ['good', 'bad', 'good', 'bad'],
      part: 'test',
      baselineLabel: 'good',
    });
    // Always good: 3 of 4 right; F1 of good 6/7, of bad 0.
    expect(baseline).toEqual({ accuracy: 0.75, macroF1: 3 / 7, 'recall.bad': 0, 'recall.good': 1 });
    expect(baselineName).toBe('majority');
  });

  it('leaves a class that occurs nowhere out of the means', () => {
    const { metrics, classes } = classificationReport({
      labels: ['a', 'b', 'never'],
      actual: ['a', 'b'],
      predicted: ['a', 'b'],
      part: 'test',
      baselineLabel: 'a',
    });
    expect(metrics).toEqual({ accuracy: 1, macroF1: 1, 'recall.a': 1, 'recall.b': 1 });
    expect(classes[2].recallInterval).toEqual([0, 1]);
  });

  it('adds the figures of the probabilities; of two classes the usual ones', () => {
    const chances = [0.1, 0.4, 0.35, 0.8];
    const { metrics } = classificationReport({
      labels: ['bad', 'good'],
      actual: ['bad', 'bad', 'good', 'good'],
      predicted: ['bad', 'bad', 'bad', 'good'],
      scores: chances.map((good) => ({ good, bad: 1 - good })),
      part: 'test',
      baselineLabel: 'bad',
    });
    expect(metrics.rocAuc).toBeCloseTo(0.75, 12);
    // Average precision of good is 5/6; of bad, ranked .9 .65 .6 .2: hit 1/1, miss, hit 2/3, so 5/6 as well.
    expect(metrics.prAuc).toBeCloseTo(5 / 6, 12);
    const sum = Math.log(0.9) + Math.log(0.6) + Math.log(0.35) + Math.log(0.8);
    expect(metrics.logLoss).toBeCloseTo(-sum / 4, 12);
  });

  it('refuses lists of different lengths and labels it does not know', () => {
    const judged = { labels: ['a', 'b'], part: 'test', baselineLabel: 'a' };
    expect(() => classificationReport({ ...judged, actual: ['a'], predicted: [] })).toThrow(
      expect.objectContaining({ code: 'tensor.shape' }) as AppError,
    );
    expect(() => classificationReport({ ...judged, actual: ['c'], predicted: ['a'] })).toThrow(
      expect.objectContaining({ code: 'model.unknown-label' }) as AppError,
    );
  });
});

describe('majorityLabel', () => {
  it('is the commonest label, the first by name among equals', () => {
    expect(majorityLabel(['ok', 'bad', 'ok'])).toBe('ok');
    expect(majorityLabel(['ok', 'bad'])).toBe('bad');
  });
});
