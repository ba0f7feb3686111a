import type { Activation } from '../definition/layer.ts';
import type { CheckedLoss } from '../definition/objective.ts';

const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

function softmaxInto(scores: Float32Array, from: number, width: number, into: Float64Array): number {
  let largest = -Infinity;
  for (let k = 0; k < width; k++) largest = Math.max(largest, scores[from + k]);
  let sum = 0;
  for (let k = 0; k < width; k++) sum += into[k] = Math.exp(scores[from + k] - largest);
  for (let k = 0; k < width; k++) into[k] /= sum;
  return largest + Math.log(sum);
}

const functions: Readonly<Record<Exclude<Activation, 'softmax'>, (z: number) => number>> = {
  linear: (z) => z,
  relu: (z) => Math.max(0, z),
  sigmoid,
  tanh: Math.tanh,
};
/** Derivatives by the value of the function. */
const slopes: Readonly<Record<Exclude<Activation, 'softmax'>, (y: number) => number>> = {
  linear: () => 1,
  relu: (y) => (y > 0 ? 1 : 0),
  sigmoid: (y) => y * (1 - y),
  tanh: (y) => 1 - y * y,
};

/**
 * The last activation, applied to scores `[B, K]`. It is done here, in double precision, for all engines alike:
 * the arrays are small, and a verdict near its threshold does not depend on the engine's exponential.
 */
export function answersOf(activation: Activation, scores: Float32Array, width: number): Float32Array {
  if (activation !== 'softmax') return scores.map(functions[activation]);
  const answers = new Float32Array(scores.length);
  const row = new Float64Array(width);
  for (let from = 0; from < scores.length; from += width) {
    softmaxInto(scores, from, width, row);
    answers.set(row, from);
  }
  return answers;
}

interface RowLoss {
  (from: number): number;
}

function binaryRows(
  smoothing: number,
  scores: Float32Array,
  targets: Float32Array,
  width: number,
  gradient: Float64Array,
): RowLoss {
  return (from) => {
    let loss = 0;
    for (let k = 0; k < width; k++) {
      const z = scores[from + k];
      const target = targets[from + k] * (1 - smoothing) + smoothing / 2;
      // -t log σ(z) - (1 - t) log (1 - σ(z)), without an overflow for large |z|
      loss += Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));
      gradient[k] = (sigmoid(z) - target) / width;
    }
    return loss / width;
  };
}

function categoricalRows(
  smoothing: number,
  scores: Float32Array,
  targets: Float32Array,
  width: number,
  gradient: Float64Array,
): RowLoss {
  return (from) => {
    const logSum = softmaxInto(scores, from, width, gradient);
    let loss = 0;
    let total = 0;
    for (let k = 0; k < width; k++) {
      const target = targets[from + k] * (1 - smoothing) + smoothing / width;
      loss += target * (logSum - scores[from + k]);
      total += target;
    }
    for (let k = 0; k < width; k++)
      gradient[k] = gradient[k] * total - (targets[from + k] * (1 - smoothing) + smoothing / width);
    return loss;
  };
}

function squaredRows(
  activation: Exclude<Activation, 'softmax'>,
  scores: Float32Array,
  targets: Float32Array,
  width: number,
  gradient: Float64Array,
): RowLoss {
  return (from) => {
    let loss = 0;
    for (let k = 0; k < width; k++) {
      const y = functions[activation](scores[from + k]);
      const error = y - targets[from + k];
      loss += error * error;
      gradient[k] = (2 * error * slopes[activation](y)) / width;
    }
    return loss / width;
  };
}

/**
 * Loss of a batch and its gradient with respect to the scores `[B, K]` before the last activation.
 *
 * @param weights - `[B]`; loss = Σ weight · loss of the example / B, as in Keras
 */
export function lossOf(
  head: { readonly loss: CheckedLoss; readonly activation: Activation; readonly width: number },
  scores: Float32Array,
  targets: Float32Array,
  weights?: Float32Array,
): { loss: number; gradient: Float32Array } {
  const { loss: kind, activation, width } = head;
  const row = new Float64Array(width);
  const rowLoss =
    kind.kind === 'binaryCrossentropy'
      ? binaryRows(kind.labelSmoothing, scores, targets, width, row)
      : kind.kind === 'categoricalCrossentropy'
        ? categoricalRows(kind.labelSmoothing, scores, targets, width, row)
        : squaredRows(activation as Exclude<Activation, 'softmax'>, scores, targets, width, row);
  const gradient = new Float32Array(scores.length);
  const batch = scores.length / width;
  let loss = 0;
  for (let b = 0; b < batch; b++) {
    const weight = (weights?.[b] ?? 1) / batch;
    loss += weight * rowLoss(b * width);
    for (let k = 0; k < width; k++) gradient[b * width + k] = weight * row[k];
  }
  return { loss, gradient };
}
