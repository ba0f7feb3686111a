import {
  binaryCrossentropy,
  categoricalCrossentropy,
  lossSchema,
  meanSquaredError,
  type Loss,
} from '../definition/objective.ts';
import type { Activation } from '../definition/layer.ts';
import { answersOf, lossOf } from './head.ts';

const head = (loss: Loss, activation: Activation, width: number) => ({
  loss: lossSchema.parse(loss),
  activation,
  width,
});
const close = (actual: ArrayLike<number>, expected: number[], digits = 6): void => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, digits));
};
const log = Math.log;

describe('answersOf', () => {
  it('applies the sigmoid: σ(0) = 1/2, σ(ln 3) = 3/4', () => {
    close(answersOf('sigmoid', Float32Array.of(0, log(3), -log(3)), 1), [0.5, 0.75, 0.25]);
  });
  it('applies the softmax row by row: odds 1 : 2 : 5', () => {
    const scores = Float32Array.of(0, log(2), log(5), 7, 7, 7);
    close(answersOf('softmax', scores, 3), [1 / 8, 2 / 8, 5 / 8, 1 / 3, 1 / 3, 1 / 3]);
  });
  it('stays finite for scores that would overflow an exponential', () => {
    close(answersOf('softmax', Float32Array.of(1000, 0), 2), [1, 0]);
    close(answersOf('sigmoid', Float32Array.of(1000, -1000), 1), [1, 0]);
  });
});

describe('lossOf', () => {
  it('is -ln p for the true side of a sigmoid, with gradient p - t', () => {
    const binary = head(binaryCrossentropy(), 'sigmoid', 1);
    const { loss, gradient } = lossOf(binary, Float32Array.of(log(3), log(3)), Float32Array.of(1, 0));
    expect(loss).toBeCloseTo((-log(0.75) - log(0.25)) / 2, 6);
    close(gradient, [(0.75 - 1) / 2, 0.75 / 2]);
  });
  it('is -ln p of the true class of a softmax, with gradient p - t', () => {
    const categorical = head(categoricalCrossentropy(), 'softmax', 3);
    const { loss, gradient } = lossOf(
      categorical,
      Float32Array.of(0, log(2), log(5)),
      Float32Array.of(0, 1, 0),
    );
    expect(loss).toBeCloseTo(-log(2 / 8), 6);
    close(gradient, [1 / 8, 2 / 8 - 1, 5 / 8]);
  });
  it('smooths labels: with s = 0.3 over three classes the target is 0.8, 0.1, 0.1', () => {
    const smoothed = head(categoricalCrossentropy({ labelSmoothing: 0.3 }), 'softmax', 3);
    const { loss, gradient } = lossOf(smoothed, Float32Array.of(0, log(2), log(5)), Float32Array.of(1, 0, 0));
    expect(loss).toBeCloseTo(-0.8 * log(1 / 8) - 0.1 * log(2 / 8) - 0.1 * log(5 / 8), 6);
    close(gradient, [1 / 8 - 0.8, 2 / 8 - 0.1, 5 / 8 - 0.1]);
  });
  it('is the mean squared error over units, through the last activation', () => {
    const { loss, gradient } = lossOf(
      head(meanSquaredError(), 'sigmoid', 2),
      Float32Array.of(0, log(3)),
      Float32Array.of(1, 1),
    );
    expect(loss).toBeCloseTo((0.25 + 0.0625) / 2, 6);
    // (2 / units) · (y - t) · y · (1 - y)
    close(gradient, [-0.5 * 0.25, -0.25 * 0.75 * 0.25]);
  });
  it('counts each example with its weight, divided by the number of examples', () => {
    const linear = head(meanSquaredError(), 'linear', 1);
    const weights = Float32Array.of(3, 0);
    const { loss, gradient } = lossOf(linear, Float32Array.of(2, 9), Float32Array.of(0, 0), weights);
    expect(loss).toBeCloseTo((3 * 4) / 2, 6);
    close(gradient, [(3 * 2 * 2) / 2, 0]);
  });
  it('does not overflow: a score of 1000 on the wrong side costs 1000', () => {
    const binary = head(binaryCrossentropy(), 'sigmoid', 1);
    expect(lossOf(binary, Float32Array.of(1000), Float32Array.of(0)).loss).toBeCloseTo(1000, 3);
    const categorical = head(categoricalCrossentropy(), 'softmax', 2);
    expect(lossOf(categorical, Float32Array.of(1000, 0), Float32Array.of(0, 1)).loss).toBeCloseTo(1000, 3);
  });
});
