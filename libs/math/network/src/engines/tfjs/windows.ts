import * as tf from '@tensorflow/tfjs-core';
import type { Fused, Window } from '../../graph/attributes.ts';
import type { Kernels } from './kernel.ts';

type Convolve = (x: tf.Tensor, filter: tf.Tensor, window: Window) => tf.Tensor;

const convolve: Convolve = (x, filter, { strides, padding }) =>
  tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, [...strides], padding);
const convolveDepthwise: Convolve = (x, filter, { strides, padding }) =>
  tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, [...strides], padding);

/** A kernel that tfjs keeps to its own gradients. */
const inner = (kernel: string, inputs: tf.NamedTensorMap, attributes: tf.NamedAttrMap): tf.Tensor =>
  tf.engine().runKernel(kernel, inputs, attributes);

/** Strides and padding as those kernels want them. */
const slid = ({ strides, padding }: Window): tf.NamedAttrMap => ({
  strides: [...strides],
  pad: padding,
  dataFormat: 'NHWC',
  dilations: [1, 1],
});

const towardsInput = (dy: tf.Tensor, filter: tf.Tensor, shape: number[], { strides, padding }: Window) =>
  tf.conv2dTranspose(
    dy as tf.Tensor4D,
    filter as tf.Tensor4D,
    shape as [number, number, number, number],
    [...strides],
    padding,
  );

const activated = (x: tf.Tensor, activation: Fused): tf.Tensor => (activation === 'relu' ? tf.relu(x) : x);

const maxPool = (x: tf.Tensor, { kernel, strides, padding }: Window): tf.Tensor =>
  tf.maxPool(x as tf.Tensor4D, [...kernel], [...strides], padding);

/** `[B, H, W, C]` → `[B · C, H, W, 1]` */
function asPictures(x: tf.Tensor): tf.Tensor {
  const [batch, height, width, channels] = x.shape as number[];
  return tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [batch * channels, height, width, 1]);
}

/** `[B · C, H, W, 1]` → `[B, H, W, C]` */
function asChannels(x: tf.Tensor, channels: number): tf.Tensor {
  const [, height, width] = x.shape as number[];
  return tf.transpose(tf.reshape(x, [-1, channels, height, width]), [0, 2, 3, 1]);
}

/**
 * Sum of each window: a convolution of each channel by itself with ones, channels counted as pictures because tfjs knows depthwise ones
 * with equal strides only. tfjs' own averages count the padding on the way back.
 */
const windowSums = (x: tf.Tensor, window: Window): tf.Tensor =>
  asChannels(convolve(asPictures(x), tf.ones([...window.kernel, 1, 1]), window), x.shape[3] as number);

const windowCounts = (shape: readonly number[], window: Window): tf.Tensor =>
  windowSums(tf.ones([1, shape[1], shape[2], 1]), window);

export const windowKernels: Kernels<
  | 'conv2d'
  | 'conv2dInput'
  | 'conv2dFilter'
  | 'depthwiseConv2d'
  | 'depthwiseConv2dInput'
  | 'depthwiseConv2dFilter'
  | 'maxPool2d'
  | 'maxPool2dGradient'
  | 'averagePool2d'
  | 'averagePool2dGradient'
  | 'conv2dBias'
  | 'depthwiseConv2dBias'
> = {
  conv2d: ([x, filter], window) => [convolve(x, filter, window)],
  conv2dInput: ([dy, filter], { input, ...window }, run) => {
    const shape = [dy.shape[0], ...run.lengths(input), filter.shape[2] as number];
    return [towardsInput(dy, filter, shape, window)];
  },
  conv2dFilter: ([x, dy], { filter, ...window }) => [
    inner('Conv2DBackpropFilter', { x, dy }, { ...slid(window), filterShape: [...filter] }),
  ],
  depthwiseConv2d: ([x, filter], window) => [convolveDepthwise(x, filter, window)],
  depthwiseConv2dInput: ([dy, filter], { input, ...window }, run) => {
    const shape = [dy.shape[0], ...run.lengths(input), filter.shape[2] as number];
    return [
      inner('DepthwiseConv2dNativeBackpropInput', { dy, filter }, { ...slid(window), inputShape: shape }),
    ];
  },
  depthwiseConv2dFilter: ([x, dy], { filter, ...window }) => [
    inner('DepthwiseConv2dNativeBackpropFilter', { x, dy }, { ...slid(window), filterShape: [...filter] }),
  ],
  maxPool2d: ([x], window) => [maxPool(x, window)],
  maxPool2dGradient: ([dy, x, y], window) => [
    inner('MaxPoolGrad', { dy, input: x, output: y }, { ...slid(window), filterSize: [...window.kernel] }),
  ],
  averagePool2d: ([x], window) => [tf.div(windowSums(x, window), windowCounts(x.shape, window))],
  averagePool2dGradient: ([dy], { input, ...window }, run) => {
    const shape = [dy.shape[0], ...run.lengths(input), dy.shape[3] as number];
    const share = asPictures(tf.div(dy, windowCounts(shape, window)));
    const [batch, height, width, channels] = shape;
    const ones: tf.Tensor = tf.ones([...window.kernel, 1, 1]);
    const dx = towardsInput(share, ones, [batch * channels, height, width, 1], window);
    return [asChannels(dx, channels)];
  },
  conv2dBias: ([x, filter, bias], { activation, ...window }) => [
    activated(tf.add(convolve(x, filter, window), bias), activation),
  ],
  depthwiseConv2dBias: ([x, filter, bias], { activation, ...window }) => [
    activated(tf.add(convolveDepthwise(x, filter, window), bias), activation),
  ],
};
