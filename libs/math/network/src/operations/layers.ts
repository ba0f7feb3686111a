import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Geometry } from '../definition/geometry.ts';
import type { Parameter } from '../definition/parameters.ts';
import { activationGradient, applyActivation } from './activations.ts';
import type { Node } from './graph.ts';
import type { Kernels } from './kernels.ts';

/** What a layer sees of its surroundings. */
export interface Surroundings {
  readonly kernels: Kernels;
  readonly training: boolean;
  parameter(role: Parameter['role']): Tensor;
  /** Dropout: 0 or 1 / (1 - rate) for each value. */
  mask(shape: readonly number[]): Tensor;
}

export interface Forward {
  readonly output: Tensor;
  /** Kept for the gradient. */
  readonly saved: Tensor[];
  /** Batch norm while training: mean and variance of the batch. */
  readonly statistics?: readonly [Tensor, Tensor];
}

export interface Backward {
  readonly inputs: (Tensor | null)[];
  readonly parameters: Partial<Record<Parameter['role'], Tensor>>;
}

type ForwardRule = (node: Node, inputs: readonly Tensor[], around: Surroundings) => Forward;
type BackwardRule = (
  node: Node,
  saved: readonly Tensor[],
  dy: Tensor,
  around: Surroundings & { readonly wantsInput: boolean; readonly wantsParameters: boolean },
) => Backward;

export interface LayerRule {
  readonly forward: ForwardRule;
  readonly backward: BackwardRule;
}

const windowOf = (node: Node): Geometry => node.geometry as Geometry;
const withBatch = (x: Tensor, shape: readonly number[]): number[] => [x.shape[0], ...shape];

type Weighted = {
  apply(
    kernels: Kernels,
    x: Tensor,
    kernel: Tensor,
    rest: { bias: Tensor | null; relu: boolean; node: Node },
  ): Tensor;
  input(kernels: Kernels, dy: Tensor, kernel: Tensor, node: Node): Tensor;
  kernel(kernels: Kernels, x: Tensor, dy: Tensor, node: Node): Tensor;
};

/** Layers of the form activation(x ∘ kernel + bias): relu is part of the operation, others follow it. */
function weighted(of: Weighted): LayerRule {
  return {
    forward(node, [x], { kernels, parameter }) {
      const bias = node.parameters.some(({ role }) => role === 'bias') ? parameter('bias') : null;
      const relu = node.activation === 'relu';
      const z = of.apply(kernels, x, parameter('kernel'), { bias, relu, node });
      const output = relu ? z : applyActivation(kernels, node.activation, z);
      return { output, saved: node.activation === 'linear' ? [x] : [x, output] };
    },
    backward(node, [x, y], dOutput, { kernels, parameter, wantsInput, wantsParameters }) {
      const dy = activationGradient(kernels, node.activation, dOutput, y);
      const parameters: Backward['parameters'] = {};
      if (wantsParameters) {
        parameters.kernel = of.kernel(kernels, x, dy, node);
        if (node.parameters.length > 1) parameters.bias = kernels.biasGradient(dy);
      }
      return { inputs: [wantsInput ? of.input(kernels, dy, parameter('kernel'), node) : null], parameters };
    },
  };
}

const inputShape = (dy: Tensor, node: Node): number[] => withBatch(dy, node.inputShapes[0]);
const kernelShape = (node: Node): readonly number[] => node.parameters[0].shape;

const conv2d = weighted({
  apply: (kernels, x, kernel, { bias, relu, node }) => kernels.conv2d(x, kernel, bias, relu, windowOf(node)),
  input: (kernels, dy, kernel, node) => kernels.conv2dInput(dy, kernel, inputShape(dy, node), windowOf(node)),
  kernel: (kernels, x, dy, node) => kernels.conv2dFilter(x, dy, kernelShape(node), windowOf(node)),
});
const depthwiseConv2d = weighted({
  apply: (kernels, x, kernel, { bias, relu, node }) =>
    kernels.depthwise(x, kernel, bias, relu, windowOf(node)),
  input: (kernels, dy, kernel, node) =>
    kernels.depthwiseInput(dy, kernel, inputShape(dy, node), windowOf(node)),
  kernel: (kernels, x, dy, node) => kernels.depthwiseFilter(x, dy, kernelShape(node), windowOf(node)),
});
const dense = weighted({
  apply: (kernels, x, kernel, { bias, relu }) => kernels.dense(x, kernel, bias, relu),
  input: (kernels, dy, kernel) => kernels.denseInput(dy, kernel),
  kernel: (kernels, x, dy) => kernels.denseWeights(x, dy),
});

const maxPool2d: LayerRule = {
  forward(node, [x], { kernels }) {
    const output = kernels.maxPool(x, windowOf(node));
    return { output, saved: [x, output] };
  },
  backward: (node, [x, y], dy, { kernels }) => ({
    inputs: [kernels.maxPoolInput(dy, x, y, windowOf(node))],
    parameters: {},
  }),
};
const averagePool2d: LayerRule = {
  forward: (node, [x], { kernels }) => ({ output: kernels.averagePool(x, windowOf(node)), saved: [] }),
  backward: (node, _saved, dy, { kernels }) => ({
    inputs: [kernels.averagePoolInput(dy, inputShape(dy, node), windowOf(node))],
    parameters: {},
  }),
};
const globalAveragePool2d: LayerRule = {
  forward: (_node, [x], { kernels }) => ({ output: kernels.globalAverage(x), saved: [] }),
  backward: (node, _saved, dy, { kernels }) => ({
    inputs: [kernels.globalAverageInput(dy, inputShape(dy, node))],
    parameters: {},
  }),
};

const flatten: LayerRule = {
  forward: (node, [x]) => ({ output: tf.reshape(x, withBatch(x, node.outputShape)), saved: [] }),
  backward: (node, _saved, dy) => ({ inputs: [tf.reshape(dy, inputShape(dy, node))], parameters: {} }),
};

const dropout: LayerRule = {
  forward(_node, [x], { training, mask }) {
    if (!training) return { output: tf.clone(x), saved: [] };
    const keep = mask(x.shape);
    return { output: tf.mul(x, keep), saved: [keep] };
  },
  backward: (_node, [keep], dy) => ({
    inputs: [keep ? tf.mul(dy, keep) : tf.clone(dy)],
    parameters: {},
  }),
};

const batchNorm: LayerRule = {
  forward(node, [x], { kernels, training, parameter }) {
    if (node.layer.kind !== 'batchNorm') throw new TypeError('expected a batch norm');
    const { epsilon } = node.layer;
    const [scale, offset] = [parameter('gamma'), parameter('beta')];
    if (!training) {
      const fixed = { scale, offset, mean: parameter('mean'), variance: parameter('variance') };
      const output = applyActivation(kernels, node.activation, kernels.batchNormFixed(x, fixed, epsilon));
      return { output, saved: [output] };
    }
    const { y, mean, variance, saved } = kernels.batchNorm(x, scale, offset, epsilon);
    const output = applyActivation(kernels, node.activation, y);
    const shown = node.activation === 'linear' ? x : output;
    return { output, saved: [shown, x, ...saved], statistics: [mean, variance] };
  },
  backward(node, [y, x, ...saved], dOutput, { kernels, training, parameter }) {
    if (node.layer.kind !== 'batchNorm') throw new TypeError('expected a batch norm');
    const dy = activationGradient(kernels, node.activation, dOutput, y);
    const scale = parameter('gamma');
    if (training) {
      const gradients = kernels.batchNormGradient(dy, x, scale, saved, node.layer.epsilon);
      return { inputs: [gradients.input], parameters: { gamma: gradients.scale, beta: gradients.offset } };
    }
    // With fixed statistics it is linear: the same operation without its shifts.
    const none = tf.zerosLike(scale);
    const fixed = { scale, offset: none, mean: none, variance: parameter('variance') };
    return { inputs: [kernels.batchNormFixed(dy, fixed, node.layer.epsilon)], parameters: {} };
  },
};

const activation: LayerRule = {
  forward(node, [x], { kernels }) {
    if (node.activation === 'linear') return { output: tf.clone(x), saved: [] };
    const output = applyActivation(kernels, node.activation, x);
    return { output, saved: [output] };
  },
  backward: (node, [y], dy, { kernels }) => ({
    inputs: [
      node.activation === 'linear' ? tf.clone(dy) : activationGradient(kernels, node.activation, dy, y),
    ],
    parameters: {},
  }),
};

const add: LayerRule = {
  forward(node, [first, ...others], { kernels }) {
    const sum = others.reduce((total, other) => tf.add(total, other), first);
    const output = applyActivation(kernels, node.activation, sum);
    return { output, saved: node.activation === 'linear' ? [] : [output] };
  },
  backward(node, [y], dOutput, { kernels }) {
    const dy = activationGradient(kernels, node.activation, dOutput, y);
    return { inputs: node.layer.inputs.map(() => tf.clone(dy)), parameters: {} };
  },
};

const concat: LayerRule = {
  forward: (_node, inputs) => ({ output: tf.concat([...inputs], inputs[0].rank - 1), saved: [] }),
  backward(node, _saved, dy) {
    const widths = node.inputShapes.map((shape) => shape[shape.length - 1]);
    return { inputs: tf.split(dy, widths, dy.rank - 1), parameters: {} };
  },
};

/** Forward and backward of every kind of layer, by the operations of an engine. */
export const layerRules: Readonly<Record<Node['layer']['kind'], LayerRule>> = {
  conv2d,
  depthwiseConv2d,
  dense,
  maxPool2d,
  averagePool2d,
  globalAveragePool2d,
  flatten,
  dropout,
  batchNorm,
  activation,
  add,
  concat,
};
