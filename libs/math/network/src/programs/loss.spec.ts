import { lossSchema, type Loss } from '../definition/objective.ts';
import {
  binaryCrossentropy,
  categoricalCrossentropy,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  quantile,
} from '../definition/objective.ts';
import * as graph from '../graph/build.ts';
import { gradients } from '../graph/differentiate.ts';
import { activated } from '../layers/activation.ts';
import type { Activation } from '../layers/settings.ts';
import { evaluate } from '../testing/interpret.ts';
import { real } from '../testing/interpret/real.ts';
import { lossOf } from './loss.ts';

interface Asked {
  readonly activation?: Activation;
  /** One row for each example. */
  readonly scores: number[][];
  readonly targets: number[][];
  readonly weights?: number[];
}

/** A loss and its gradient with respect to the scores, row by row. */
function lossAt(loss: Loss, { activation = 'linear', scores, targets, weights }: Asked) {
  const fed = {
    scores: real([scores.length, scores[0].length], Float64Array.from(scores.flat())),
    targets: real([targets.length, targets[0].length], Float64Array.from(targets.flat())),
    weights: real([scores.length], Float64Array.from(weights ?? scores.map(() => 1))),
  };
  const value = (name: keyof typeof fed) =>
    graph.input(name, { shape: ['batch', ...fed[name].shape.slice(1)], dtype: 'float32' });
  const at = value('scores');
  const forward = { scores: at, answers: activated(activation, at), outputs: new Map(), effects: [] };
  const total = lossOf(lossSchema.parse(loss), forward, value('targets'), value('weights'));
  const [{ data }, gradient] = evaluate([total, ...gradients(total, [at])], new Map(Object.entries(fed)));
  return { loss: data[0], gradient: [...gradient.data] };
}

const close = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 6));
};
const { log } = Math;

describe('the loss of a batch', () => {
  it('is -ln p for the true side of a sigmoid, with gradient p - t', () => {
    const asked = { scores: [[log(3)], [log(3)]], targets: [[1], [0]] };
    const { loss, gradient } = lossAt(binaryCrossentropy(), asked);
    expect(loss).toBeCloseTo((-log(0.75) - log(0.25)) / 2, 6);
    close(gradient, [(0.75 - 1) / 2, 0.75 / 2]);
  });
  it('is -ln p of the true class of a softmax, with gradient p - t', () => {
    const asked = { scores: [[0, log(2), log(5)]], targets: [[0, 1, 0]] };
    const { loss, gradient } = lossAt(categoricalCrossentropy(), asked);
    expect(loss).toBeCloseTo(-log(2 / 8), 6);
    close(gradient, [1 / 8, 2 / 8 - 1, 5 / 8]);
  });
  it('smooths labels: with s = 0.3 over three classes the target is 0.8, 0.1, 0.1', () => {
    const asked = { scores: [[0, log(2), log(5)]], targets: [[1, 0, 0]] };
    const { loss, gradient } = lossAt(categoricalCrossentropy({ labelSmoothing: 0.3 }), asked);
    expect(loss).toBeCloseTo(-0.8 * log(1 / 8) - 0.1 * log(2 / 8) - 0.1 * log(5 / 8), 6);
    close(gradient, [1 / 8 - 0.8, 2 / 8 - 0.1, 5 / 8 - 0.1]);
  });
  it('smooths a single label towards a half: with s = 0.2 a 1 becomes 0.9', () => {
    const { loss, gradient } = lossAt(binaryCrossentropy({ labelSmoothing: 0.2 }), {
      scores: [[0]],
      targets: [[1]],
    });
    expect(loss).toBeCloseTo(log(2), 6);
    close(gradient, [0.5 - 0.9]);
  });
  it('is the mean squared error over units, through the last activation', () => {
    const asked: Asked = { activation: 'sigmoid', scores: [[0, log(3)]], targets: [[1, 1]] };
    const { loss, gradient } = lossAt(meanSquaredError(), asked);
    expect(loss).toBeCloseTo((0.25 + 0.0625) / 2, 6);
    // (2 / units) · (y - t) · y · (1 - y)
    close(gradient, [-0.5 * 0.25, -0.25 * 0.75 * 0.25]);
  });
  it('is the mean absolute error: every error pulls alike', () => {
    const { loss, gradient } = lossAt(meanAbsoluteError(), { scores: [[3, -1]], targets: [[1, 4]] });
    expect(loss).toBeCloseTo((2 + 5) / 2, 6);
    close(gradient, [1 / 2, -1 / 2]);
  });
  it('is Huber’s: a parabola up to δ, a straight line beyond', () => {
    const { loss, gradient } = lossAt(huber({ delta: 2 }), { scores: [[1, 5, -5]], targets: [[0, 0, 0]] });
    expect(loss).toBeCloseTo((0.5 + (2 * 5 - 2) + (2 * 5 - 2)) / 3, 6);
    close(gradient, [1 / 3, 2 / 3, -2 / 3]);
  });
  it('is the pinball loss of each quantile of each target', () => {
    const loss = quantile({ quantiles: [0.1, 0.9] });
    // Two targets, two quantiles each; e = t - y: 2, -1 and 0.5, -3
    const asked = { scores: [[1, 4, 0, 3.5]], targets: [[3, 0.5]] };
    const { loss: total, gradient } = lossAt(loss, asked);
    expect(total).toBeCloseTo((0.1 * 2 + 0.1 * 1 + 0.1 * 0.5 + 0.1 * 3) / 4, 6);
    close(gradient, [-0.1 / 4, 0.1 / 4, -0.1 / 4, 0.1 / 4]);
  });
  it('is least where the answer is the quantile: of 0, 1, …, 10 the 0.3 quantile is 3', () => {
    const at = (answer: number): number =>
      lossAt(quantile({ quantiles: [0.3] }), {
        scores: Array.from({ length: 11 }, () => [answer]),
        targets: Array.from({ length: 11 }, (_, i) => [i]),
      }).loss;
    expect(Math.min(at(2), at(2.5), at(3.5), at(4))).toBeGreaterThan(at(3));
  });
  it('counts each example with its weight, divided by the number of examples', () => {
    const asked = { scores: [[2], [9]], targets: [[0], [0]], weights: [3, 0] };
    const { loss, gradient } = lossAt(meanSquaredError(), asked);
    expect(loss).toBeCloseTo((3 * 4) / 2, 6);
    close(gradient, [(3 * 2 * 2) / 2, 0]);
  });
  it('does not overflow: a score of 1000 on the wrong side costs 1000', () => {
    expect(lossAt(binaryCrossentropy(), { scores: [[1000]], targets: [[0]] }).loss).toBeCloseTo(1000, 3);
    const categorical = { scores: [[1000, 0]], targets: [[0, 1]] };
    expect(lossAt(categoricalCrossentropy(), categorical).loss).toBeCloseTo(1000, 3);
  });
});
