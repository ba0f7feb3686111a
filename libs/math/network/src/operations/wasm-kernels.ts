import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { windowGeometry, type Geometry } from '../definition/geometry.ts';
import type { Kernels, Update } from './kernels.ts';
import { adamStep } from './loops/adam.ts';
import { depthwiseFilterSums, depthwiseInputSums } from './loops/depthwise.ts';
import { channelsToFront, gatherWindows, repeatRows, turned, visited } from './loops/layout.ts';
import { averagePoolGradient, maxPoolGradient } from './loops/pooling.ts';
import { replaceValue, tfjsKernels } from './tfjs-kernels.ts';
import { filledTensor, seen } from './wasm-heap.ts';
import { wasmNorms } from './wasm-norms.ts';

/** Largest intermediate array [floats]; batches are cut so that none is larger (64 MB). */
const largest = 16e6;

/** The shape as plain numbers: tfjs types it by rank. */
const shapeOf = (x: Tensor): number[] => x.shape;

const part4 = (x: Tensor, from: number, count: number): Tensor =>
  count === x.shape[0] ? x : tf.slice(x, [from, 0, 0, 0], [count, -1, -1, -1]);

/** Parts of a batch, each of which stays below the largest size. */
function parts(batch: number, floatsEach: number): { from: number; count: number }[] {
  const atOnce = Math.max(1, Math.min(batch, Math.floor(largest / floatsEach)));
  const cuts: { from: number; count: number }[] = [];
  for (let from = 0; from < batch; from += atOnce) cuts.push({ from, count: Math.min(atOnce, batch - from) });
  return cuts;
}

/** The sum of a result over parts of the batch. */
function overBatch(batch: number, floatsEach: number, part: (from: number, count: number) => Tensor): Tensor {
  let sum: Tensor | null = null;
  for (const { from, count } of parts(batch, floatsEach)) {
    const next: Tensor = tf.tidy(() => {
      const value = part(from, count);
      return sum ? tf.add(sum, value) : value;
    });
    sum?.dispose();
    sum = next;
  }
  return sum as unknown as Tensor;
}

const isPointwise = ({ kernel }: Geometry): boolean => kernel[0] === 1 && kernel[1] === 1;
const isStrided = ({ strides }: Geometry): boolean => strides[0] > 1 || strides[1] > 1;

/** The places that a 1 x 1 window visits; the input itself where it visits all. */
function places(x: Tensor, geometry: Geometry): Tensor {
  if (!isStrided(geometry)) return x;
  const channels = shapeOf(x)[3];
  return filledTensor([x.shape[0], ...geometry.output, channels], [x], (into, from) =>
    visited(from, into, channels, geometry),
  );
}

/**
 * Gradient of the filter as a convolution itself: channels take the place of the batch, the batch that of the
 * channels, and dy is the filter, spread by the strides. XNNPACK then does all the work, without im2col copies.
 */
function filterGradient(x: Tensor, dy: Tensor, shape: readonly number[], geometry: Geometry): Tensor {
  if (isPointwise(geometry) && isStrided(geometry))
    return filterGradient(
      places(x, geometry),
      dy,
      shape,
      windowGeometry(geometry.output, [1, 1], [1, 1], 'valid'),
    );
  const [batch, height, width, channels] = x.shape;
  const [, rows, columns, filters] = dy.shape;
  const [top, bottom, left, right] = geometry.pad;
  const floats = Math.max(height * width * channels, rows * columns * filters);
  const sum = overBatch(batch, floats, (from, count) => {
    const pictures = filledTensor([channels, height, width, count], [part4(x, from, count)], (into, values) =>
      channelsToFront(values, into, [count, height * width, channels]),
    );
    const places3 = tf.reshape(part4(dy, from, count), [count, rows * columns, filters]);
    const correlated = tf.conv2d(
      pictures as Tensor4D,
      tf.reshape(tf.transpose(places3, [1, 0, 2]), [rows, columns, count, filters]) as Tensor4D,
      1,
      [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
      'NHWC',
      [geometry.strides[0], geometry.strides[1]],
      'floor',
    );
    // Rows that the stride never reached give more than the filter's size.
    return tf.slice(correlated, [0, 0, 0, 0], [channels, shape[0], shape[1], filters]);
  });
  return tf.transpose(sum, [1, 2, 0, 3]);
}

/** Gradient of the input at stride 1: a convolution of dy with the turned filter. */
function flippedConvolution(dy: Tensor, filter: Tensor, { kernel, pad }: Geometry): Tensor {
  const [kh, kw] = kernel;
  const [top, bottom, left, right] = pad;
  const around: [number, number][] = [
    [0, 0],
    [kh - 1 - top, kh - 1 - bottom],
    [kw - 1 - left, kw - 1 - right],
    [0, 0],
  ];
  const flipped = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as Tensor4D;
  return tf.conv2d(dy as Tensor4D, flipped, 1, around as tf.backend_util.ExplicitPadding, 'NHWC', 1, 'floor');
}

/** Gradient of the input at larger strides: what each window gives back, added up. */
function windowsBack(dy: Tensor, filter: Tensor, shape: readonly number[], geometry: Geometry): Tensor {
  const [kh, kw, channels, filters] = filter.shape;
  const [batch, rows, columns] = dy.shape;
  const weights = tf.transpose(tf.reshape(filter, [kh * kw * channels, filters]));
  const pieces = parts(batch, rows * columns * kh * kw * channels).map(({ from, count }) =>
    tf.tidy(() => {
      const flat = tf.reshape(part4(dy, from, count), [count * rows * columns, filters]);
      const each = tf.matMul(flat, weights);
      return filledTensor([count, ...shape.slice(1)], [each], (into, values) =>
        gatherWindows(values, into, channels, geometry),
      );
    }),
  );
  return pieces.length === 1 ? pieces[0] : tf.concat(pieces, 0);
}

/** `[R, C]` → `[C, R]` */
const transposed = (x: Tensor): Tensor =>
  filledTensor([shapeOf(x)[1], shapeOf(x)[0]], [x], (into, from) =>
    turned(from, into, shapeOf(x)[0], shapeOf(x)[1]),
  );

function updateAdam({ optimiser, variable, slots, gradient, scale, rate, step, decays }: Update): void {
  if (optimiser.kind === 'sgd') return;
  const { beta1, beta2, epsilon } = optimiser;
  const corrected = (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  const keep = decays && optimiser.kind === 'adamW' ? 1 - rate * optimiser.weightDecay : 1;
  const inputs = [variable.value(), slots[0].value(), slots[1].value(), gradient];
  // A new tensor and not the old one changed: XNNPACK keeps weights packed for as long as their tensor lives.
  const next = filledTensor(inputs[0].shape, inputs, (into, weights, m, v, g) =>
    adamStep({ weights, m, v, gradient: g, into }, { beta1, beta2, epsilon, corrected, keep, scale }),
  );
  replaceValue(variable, next);
}

const depthwise: Pick<Kernels, 'depthwiseInput' | 'depthwiseFilter'> = {
  depthwiseInput(dy, filter, shape, geometry) {
    const [, , channels, multiplier] = shapeOf(filter);
    const sizes = [channels, multiplier] as const;
    return filledTensor(shape, [dy, filter], (into, gradient, weights) =>
      depthwiseInputSums(gradient, weights, into, sizes, geometry),
    );
  },
  depthwiseFilter(x, dy, shape, geometry) {
    const sizes = [shape[2], shape[3]] as const;
    const sums = seen([x, dy], (values, gradient) => depthwiseFilterSums(values, gradient, sizes, geometry));
    return tf.tensor(Float32Array.from(sums), [...shape], 'float32');
  },
};

const pools: Pick<Kernels, 'maxPoolInput' | 'averagePoolInput' | 'globalAverageInput'> = {
  maxPoolInput: (dy, x, _y, geometry) =>
    filledTensor(x.shape, [x, dy], (into, values, gradient) =>
      maxPoolGradient(values, gradient, into, { batch: shapeOf(x)[0], channels: shapeOf(x)[3] }, geometry),
    ),
  averagePoolInput: (dy, shape, geometry) =>
    filledTensor(shape, [dy], (into, gradient) =>
      averagePoolGradient(gradient, into, { batch: shape[0], channels: shape[3] }, geometry),
    ),
  globalAverageInput(dy, shape) {
    const area = shape[1] * shape[2];
    return filledTensor(shape, [dy], (into, gradient) =>
      repeatRows(gradient, into, shape[3], area, 1 / area),
    );
  },
};

/**
 * TensorFlow.js on WebAssembly: XNNPACK convolves and multiplies; gradients that it lacks are composed from its
 * convolutions and products, or run as plain loops over its memory where its own way copies or turns too much.
 */
export const wasmKernels: Kernels = {
  ...tfjsKernels,
  ...wasmNorms,
  ...depthwise,
  ...pools,
  update: (update) =>
    update.optimiser.kind === 'sgd' ? tfjsKernels.update(update) : tf.tidy(() => updateAdam(update)),
  conv2dInput: (dy, filter, shape, geometry) =>
    isStrided(geometry) ? windowsBack(dy, filter, shape, geometry) : flippedConvolution(dy, filter, geometry),
  conv2dFilter: filterGradient,
  denseInput: (dy, weights) => tf.matMul(dy, transposed(weights)),
  denseWeights: (x, dy) => tf.matMul(transposed(x), dy),
};
