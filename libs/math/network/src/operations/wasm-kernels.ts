import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Geometry } from '../definition/geometry.ts';
import type { Kernels } from './kernels.ts';
import { tfjsKernels } from './tfjs-kernels.ts';

/** Largest intermediate array [floats]; batches are cut so that none is larger (32 MB). */
const largest = 8e6;

const slice4 = (x: Tensor, from: number, count: number): Tensor =>
  count === x.shape[0] ? x : tf.slice(x, [from, 0, 0, 0], [count, -1, -1, -1]);

/** The sum of a result over parts of the batch, each of which stays below the largest size. */
function overBatch(batch: number, floatsEach: number, part: (from: number, count: number) => Tensor): Tensor {
  const atOnce = Math.max(1, Math.min(batch, Math.floor(largest / floatsEach)));
  let sum: Tensor | null = null;
  for (let from = 0; from < batch; from += atOnce) {
    const next: Tensor = tf.tidy(() => {
      const value = part(from, Math.min(atOnce, batch - from));
      return sum ? tf.add(sum, value) : value;
    });
    sum?.dispose();
    sum = next;
  }
  return sum as unknown as Tensor;
}

/**
 * Gradient of the filter as a convolution itself: channels take the place of the batch, the batch that of the
 * channels, and dy is the filter, spread by the strides. XNNPACK then does all the work, without im2col copies.
 */
function filterGradient(x: Tensor, dy: Tensor, shape: readonly number[], geometry: Geometry): Tensor {
  const [batch, height, width, channels] = x.shape;
  const [, rows, columns, filters] = dy.shape;
  const [top, bottom, left, right] = geometry.pad;
  const sum = overBatch(
    batch,
    Math.max(height * width * channels, rows * columns * filters),
    (from, count) => {
      const pictures = tf.transpose(
        tf.reshape(slice4(x, from, count), [count, height * width, channels]),
        [2, 1, 0],
      );
      const filter = tf.transpose(
        tf.reshape(slice4(dy, from, count), [count, rows * columns, filters]),
        [1, 0, 2],
      );
      const correlated = tf.conv2d(
        tf.reshape(pictures, [channels, height, width, count]) as Tensor4D,
        tf.reshape(filter, [rows, columns, count, filters]) as Tensor4D,
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
    },
  );
  return tf.transpose(sum, [1, 2, 0, 3]);
}

/** dy with strides - 1 zeros between its rows and columns. */
function spread(dy: Tensor, [sh, sw]: readonly [number, number]): Tensor {
  if (sh === 1 && sw === 1) return dy;
  const [batch, rows, columns, channels] = dy.shape;
  const apart = tf.pad(tf.reshape(dy, [batch, rows, 1, columns, channels]), [
    [0, 0],
    [0, 0],
    [0, sh - 1],
    [0, 0],
    [0, (sw - 1) * channels],
  ]);
  return tf.reshape(apart, [batch, rows * sh, columns * sw, channels]);
}

/** Padding with which a stride-1 convolution of the spread dy gives back the input's size. */
function backPadding({ input, kernel, pad, strides, output }: Geometry): [number, number][] {
  const axis = (i: 0 | 1): [number, number] => {
    const before = kernel[i] - 1 - pad[i * 2];
    return [before, input[i] - output[i] * strides[i] + kernel[i] - 1 - before];
  };
  return [[0, 0], axis(0), axis(1), [0, 0]];
}

/** Cuts or pads, so that negative padding is allowed. */
function padOrCut(x: Tensor, padding: [number, number][]): Tensor {
  const begin = padding.map(([before]) => Math.max(0, -before));
  const size = x.shape.map((length, axis) => length - begin[axis] - Math.max(0, -padding[axis][1]));
  const cut = padding.some(([before, after]) => before < 0 || after < 0) ? tf.slice(x, begin, size) : x;
  const rest = padding.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]);
  return rest.some(([before, after]) => before > 0 || after > 0) ? tf.pad(cut, rest) : cut;
}

/** Gradient of the input: a convolution of dy with the turned filter. */
function inputGradient(dy: Tensor, filter: Tensor, geometry: Geometry): Tensor {
  const wide = padOrCut(spread(dy, geometry.strides), backPadding(geometry));
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(wide as Tensor4D, turned as Tensor4D, 1, 'valid');
}

function depthwiseInputGradient(
  dy: Tensor,
  filter: Tensor,
  shape: readonly number[],
  geometry: Geometry,
): Tensor {
  const [kh, kw, channels, multiplier] = filter.shape;
  const wide = padOrCut(spread(dy, geometry.strides), backPadding(geometry));
  const turned = tf.reshape(tf.reverse(filter, [0, 1]), [kh, kw, channels * multiplier, 1]);
  const each = tf.depthwiseConv2d(wide as Tensor4D, turned as Tensor4D, 1, 'valid');
  if (multiplier === 1) return each;
  return tf.sum(tf.reshape(each, [...shape, multiplier]), shape.length);
}

/** Tap by tap: the sum over batch and places of the shifted input times dy. */
function depthwiseFilterGradient(
  x: Tensor,
  dy: Tensor,
  shape: readonly number[],
  geometry: Geometry,
): Tensor {
  const [kh, kw, channels, multiplier] = shape;
  const [batch, rows, columns] = dy.shape;
  const [top, bottom, left, right] = geometry.pad;
  const [sh, sw] = geometry.strides;
  const padded = padOrCut(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
  const places = batch * rows * columns;
  const gradient = tf.reshape(dy, [places, channels, multiplier]);
  const taps: Tensor[] = [];
  for (let i = 0; i < kh; i++)
    for (let j = 0; j < kw; j++)
      taps.push(
        tf.tidy(() => {
          const end = [batch, i + (rows - 1) * sh + 1, j + (columns - 1) * sw + 1, channels];
          const seen = tf.stridedSlice(padded, [0, i, j, 0], end, [1, sh, sw, 1]);
          const product = tf.mul(tf.reshape(seen, [places, channels, 1]), gradient);
          return sumRows(tf.reshape(product, [places, channels * multiplier]));
        }),
      );
  return tf.reshape(tf.stack(taps), [kh, kw, channels, multiplier]);
}

/** `[N, C]` → `[C]` as a product with ones: the backend's own sum would turn the whole array first. */
const sumRows = (x: Tensor): Tensor => tf.sum(x, 0);

/**
 * TensorFlow.js on WebAssembly: XNNPACK convolves and multiplies, but the gradients of convolutions are missing
 * (filter, depthwise) or slow (input); these are composed from what is fast.
 */
export const wasmKernels: Kernels = {
  ...tfjsKernels,
  conv2dInput: (dy, filter, _shape, geometry) => inputGradient(dy, filter, geometry),
  conv2dFilter: filterGradient,
  depthwiseInput: depthwiseInputGradient,
  depthwiseFilter: depthwiseFilterGradient,
};
