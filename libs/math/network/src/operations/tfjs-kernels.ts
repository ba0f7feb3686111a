import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Geometry } from '../definition/geometry.ts';
import type { BatchNormStatistics, Kernels, Saved, Update, Variable } from './kernels.ts';

const dims = (shape: readonly number[]): number[] => [...shape];
const pair = (p: readonly [number, number]): [number, number] => [p[0], p[1]];
const lastAxis = (x: Tensor): number => x.shape[x.shape.length - 1];
const rows = (x: Tensor): Tensor2D => tf.reshape(x, [x.size / lastAxis(x), lastAxis(x)]);
const activationOf = (relu: boolean): 'relu' | 'linear' => (relu ? 'relu' : 'linear');

const run = (kernel: string, inputs: Record<string, Tensor>, attrs: Record<string, unknown>): Tensor =>
  tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap) as Tensor;

const window = ({ strides, padding }: Geometry): Record<string, unknown> => ({
  strides: pair(strides),
  pad: padding,
  dataFormat: 'NHWC',
  dimRoundingMode: undefined,
});
const poolAttributes = (geometry: Geometry): Record<string, unknown> => ({
  filterSize: pair(geometry.kernel),
  ...window(geometry),
});

/**
 * The forward pass leaves padding out of the mean, the gradient of tfjs counts it: dy grows at the edges so that
 * both agree.
 */
function withoutPadding(dy: Tensor, { kernel, strides, input, output, pad }: Geometry): Tensor {
  if (pad.every((width) => width === 0)) return dy;
  const inside = (axis: 0 | 1, at: number): number => {
    const from = at * strides[axis] - pad[axis * 2];
    return Math.min(input[axis], from + kernel[axis]) - Math.max(0, from);
  };
  const [height, width] = output;
  const factors = new Float32Array(height * width);
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++)
      factors[i * width + j] = (kernel[0] * kernel[1]) / (inside(0, i) * inside(1, j));
  return tf.mul(dy, tf.tensor(factors, [1, height, width, 1]));
}

class TfjsVariable implements Variable {
  private current: Tensor;

  constructor(data: Float32Array, shape: readonly number[]) {
    this.current = tf.keep(tf.tensor(data.slice(), dims(shape), 'float32'));
  }

  value(): Tensor {
    return this.current;
  }

  /** Takes over a new value; it lives on outside any tidy. */
  replace(next: Tensor): void {
    this.current.dispose();
    this.current = tf.keep(next);
  }

  async read(): Promise<Float32Array> {
    return (await this.current.data<'float32'>()).slice();
  }

  write(data: Float32Array): void {
    this.replace(tf.tensor(data.slice(), this.current.shape, 'float32'));
  }

  dispose(): void {
    this.current.dispose();
  }
}

/** A new value for a variable of these kernels; the tensor is taken over. */
export const replaceValue = (variable: Variable, next: Tensor): void =>
  (variable as TfjsVariable).replace(next);

function updateSgd(update: Update, gradient: Tensor): Tensor {
  const { variable, slots, rate, optimiser } = update;
  const step = tf.mul(gradient, -rate);
  if (slots.length === 0 || optimiser.kind !== 'sgd') return tf.add(variable.value(), step);
  replaceValue(slots[0], tf.add(tf.mul(slots[0].value(), optimiser.momentum), step));
  return tf.add(variable.value(), slots[0].value());
}

function updateAdam(update: Update, gradient: Tensor): Tensor {
  const { variable, slots, rate, step, optimiser, decays } = update;
  if (optimiser.kind === 'sgd') return variable.value();
  const { beta1, beta2, epsilon } = optimiser;
  replaceValue(slots[0], tf.add(tf.mul(slots[0].value(), beta1), tf.mul(gradient, 1 - beta1)));
  replaceValue(slots[1], tf.add(tf.mul(slots[1].value(), beta2), tf.mul(tf.square(gradient), 1 - beta2)));
  const corrected = (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  const change = tf.mul(tf.div(slots[0].value(), tf.add(tf.sqrt(slots[1].value()), epsilon)), corrected);
  const decay = decays && optimiser.kind === 'adamW' ? 1 - rate * optimiser.weightDecay : 1;
  return tf.sub(decay === 1 ? variable.value() : tf.mul(variable.value(), decay), change);
}

/** All operations by the plain functions of tfjs: right on every backend whose kernels are complete, fast on none. */
export const tfjsKernels: Kernels = {
  upload: (data, shape) => tf.tensor(data, dims(shape), 'float32'),
  variable: (data, shape) => new TfjsVariable(data, shape),

  update(update) {
    tf.tidy(() => {
      const { gradient: raw, scale, optimiser } = update;
      const gradient = scale === 1 ? raw : tf.mul(raw, scale);
      replaceValue(
        update.variable,
        optimiser.kind === 'sgd' ? updateSgd(update, gradient) : updateAdam(update, gradient),
      );
    });
  },

  blend(variable, value, keep) {
    tf.tidy(() => replaceValue(variable, tf.add(tf.mul(variable.value(), keep), tf.mul(value, 1 - keep))));
  },

  async sumOfSquares(tensors) {
    let sum = 0;
    for (const tensor of tensors) {
      const part = tf.tidy(() => tf.sum(tf.square(tensor)));
      sum += (await part.data())[0];
      part.dispose();
    }
    return sum;
  },

  conv2d(x, filter, bias, relu, { strides, padding }) {
    if (bias === null && !relu) return tf.conv2d(x as Tensor4D, filter as Tensor4D, pair(strides), padding);
    return tf.fused.conv2d({
      x: x as Tensor4D,
      filter: filter as Tensor4D,
      strides: pair(strides),
      pad: padding,
      bias: bias ?? undefined,
      activation: activationOf(relu),
    });
  },
  conv2dInput: (dy, filter, shape, geometry) =>
    run('Conv2DBackpropInput', { dy, filter }, { ...window(geometry), inputShape: dims(shape) }),
  conv2dFilter: (x, dy, shape, geometry) =>
    run('Conv2DBackpropFilter', { x, dy }, { ...window(geometry), filterShape: dims(shape) }),

  depthwise(x, filter, bias, relu, { strides, padding }) {
    return tf.fused.depthwiseConv2d({
      x: x as Tensor4D,
      filter: filter as Tensor4D,
      strides: pair(strides),
      pad: padding,
      bias: bias ?? undefined,
      activation: activationOf(relu),
    });
  },
  depthwiseInput: (dy, filter, shape, geometry) =>
    run(
      'DepthwiseConv2dNativeBackpropInput',
      { dy, filter },
      { ...window(geometry), dilations: [1, 1], inputShape: dims(shape) },
    ),
  depthwiseFilter: (x, dy, shape, geometry) =>
    run(
      'DepthwiseConv2dNativeBackpropFilter',
      { x, dy },
      { ...window(geometry), dilations: [1, 1], filterShape: dims(shape) },
    ),

  dense: (x, weights, bias, relu) =>
    tf.fused.matMul({
      a: x as Tensor2D,
      b: weights as Tensor2D,
      bias: bias ?? undefined,
      activation: activationOf(relu),
    }),
  denseInput: (dy, weights) => tf.matMul(dy, weights, false, true),
  denseWeights: (x, dy) => tf.matMul(x, dy, true, false),
  biasGradient: (dy) => tf.sum(rows(dy), 0),

  maxPool: (x, { kernel, strides, padding }) =>
    tf.maxPool(x as Tensor4D, pair(kernel), pair(strides), padding),
  maxPoolInput: (dy, x, y, geometry) =>
    run('MaxPoolGrad', { dy, input: x, output: y }, poolAttributes(geometry)),
  averagePool: (x, { kernel, strides, padding }) =>
    tf.avgPool(x as Tensor4D, pair(kernel), pair(strides), padding),
  averagePoolInput(dy, shape, geometry) {
    // The kernel reads no more than the shape of its input.
    const input = tf.zeros(dims(shape));
    return run('AvgPoolGrad', { dy: withoutPadding(dy, geometry), input }, poolAttributes(geometry));
  },
  globalAverage: (x) => tf.mean(x, [1, 2]),
  globalAverageInput: (dy, [batch, height, width, channels]) =>
    tf.tile(tf.reshape(tf.mul(dy, 1 / (height * width)), [batch, 1, 1, channels]), [1, height, width, 1]),

  relu: (x) => tf.relu(x),
  reluInput: (dy, y) => tf.mul(dy, tf.step(y)),

  batchNorm(x, scale, offset, epsilon) {
    const flat = rows(x);
    const mean = tf.mean(flat, 0);
    const centred = tf.sub(flat, mean);
    const variance = tf.mean(tf.square(centred), 0);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const y = tf.add(tf.mul(centred, tf.mul(inverse, scale)), offset);
    return { y: tf.reshape(y, x.shape), mean, variance, saved: [mean, inverse] };
  },
  batchNormGradient(dy, x, scale, [mean, inverse]: Saved) {
    // dx = scale · inverse · (dy - mean(dy) - x̂ · mean(dy · x̂)); two multiplications by vectors of C
    const gradient = rows(dy);
    const count = gradient.shape[0];
    const centred = tf.sub(rows(x), mean);
    const offset = tf.sum(gradient, 0);
    const projected = tf.mul(tf.sum(tf.mul(gradient, centred), 0), inverse);
    const factor = tf.mul(scale, inverse);
    const towards = tf.mul(tf.mul(projected, inverse), tf.mul(factor, -1 / count));
    const shift = tf.mul(tf.mul(offset, factor), -1 / count);
    const input = tf.add(tf.add(tf.mul(gradient, factor), tf.mul(centred, towards)), shift);
    return { input: tf.reshape(input, x.shape), scale: projected, offset };
  },
  batchNormFixed(x, { scale, offset, mean, variance }: BatchNormStatistics, epsilon) {
    const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
    const y = tf.add(tf.mul(rows(x), factor), tf.sub(offset, tf.mul(mean, factor)));
    return tf.reshape(y, x.shape);
  },
};
