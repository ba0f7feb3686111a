import { ndArray } from '@millwright/tensors';
import type { CheckedLoss } from '../definition/objective.ts';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import type { Forward } from './forward.ts';

const overUnits = { axes: [1] };

const smoothed = (targets: Value, smoothing: number, units: number): Value =>
  smoothing === 0 ? targets : graph.add(graph.multiply(targets, 1 - smoothing), smoothing / units);

/** -t log σ(z) - (1 - t) log (1 - σ(z)) = log(1 + exp z) - z t, without an overflow for large |z| */
const binary = (scores: Value, targets: Value): Value =>
  graph.mean(graph.subtract(graph.softplus(scores), graph.multiply(scores, targets)), overUnits);

const categorical = (scores: Value, targets: Value): Value =>
  graph.negate(graph.sum(graph.multiply(targets, graph.logSoftmax(scores)), overUnits));

/** m (a - m / 2) with a = |e| and m = min(a, δ) is e² / 2 up to δ and a straight line beyond. */
function huberOf(error: Value, delta: number): Value {
  const size = graph.abs(error);
  const cut = graph.minimum(size, delta);
  return graph.multiply(cut, graph.subtract(size, graph.multiply(cut, 0.5)));
}

/** answers `[B, N · Q]`, targets `[B, N]` → `[B]` */
function pinball(answers: Value, targets: Value, quantiles: readonly number[]): Value {
  const [batch, count] = targets.shape;
  const given = graph.reshape(answers, [batch, count, quantiles.length]);
  const error = graph.subtract(graph.reshape(targets, [batch, count, 1]), given);
  const share = graph.constant(ndArray('float32', [quantiles.length], Float32Array.from(quantiles)));
  const above = graph.multiply(error, share);
  const below = graph.multiply(error, graph.subtract(share, 1));
  return graph.mean(graph.maximum(above, below), { axes: [1, 2] });
}

/** Loss of each example `[B]`. */
function lossOfExamples(loss: CheckedLoss, { scores, answers }: Forward, targets: Value): Value {
  const error = (): Value => graph.subtract(answers, targets);
  switch (loss.kind) {
    case 'binaryCrossentropy':
      return binary(scores, smoothed(targets, loss.labelSmoothing, 2));
    case 'categoricalCrossentropy':
      return categorical(scores, smoothed(targets, loss.labelSmoothing, scores.shape[1] as number));
    case 'meanSquaredError':
      return graph.mean(graph.square(error()), overUnits);
    case 'meanAbsoluteError':
      return graph.mean(graph.abs(error()), overUnits);
    case 'huber':
      return graph.mean(huberOf(error(), loss.delta), overUnits);
    case 'quantile':
      return pinball(answers, targets, loss.quantiles);
  }
}

/**
 * Loss of a batch, a scalar: Σ weight · loss of the example / B, as in Keras.
 *
 * @param targets - `[B, targets]`
 * @param weights - `[B]`
 */
export const lossOf = (loss: CheckedLoss, forward: Forward, targets: Value, weights: Value): Value =>
  graph.mean(graph.multiply(lossOfExamples(loss, forward, targets), weights));
