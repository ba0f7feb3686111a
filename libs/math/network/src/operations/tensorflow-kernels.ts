import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Geometry } from '../definition/geometry.ts';
import type { Kernels, Update, Variable } from './kernels.ts';
import { tfjsKernels } from './tfjs-kernels.ts';

interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** What we use of the stock binding: numbers of TensorFlow's types, and one call that runs an operation. */
export interface Binding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  isUsingGpuDevice(): boolean;
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): { id: number }[];
  createTensor(shape: readonly number[], type: number, values: unknown): number;
  deleteTensor(id: number): void;
}

/** What we use of the stock backend. */
export interface NativeBackend {
  readonly binding: Binding;
  getInputTensorIds(tensors: readonly Tensor[]): number[];
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly Tensor[]): Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Tensor[],
    outputs: number,
  ): Tensor[];
}

/** Attributes by their kinds in the binding. */
class Attributes {
  readonly float: Attribute;

  constructor(private readonly binding: Binding) {
    this.float = this.type('T', 'float');
  }

  type(name: string, of: 'float' | 'int'): Attribute {
    const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = this.binding;
    return { name, type: TF_ATTR_TYPE, value: of === 'float' ? TF_FLOAT : TF_INT32 };
  }

  text(name: string, value: string): Attribute {
    return { name, type: this.binding.TF_ATTR_STRING, value };
  }

  ints(name: string, value: number | readonly number[]): Attribute {
    return { name, type: this.binding.TF_ATTR_INT, value };
  }

  real(name: string, value: number): Attribute {
    return { name, type: this.binding.TF_ATTR_FLOAT, value };
  }

  flag(name: string, value: boolean): Attribute {
    return { name, type: this.binding.TF_ATTR_BOOL, value };
  }

  shape(name: string, value: readonly number[]): Attribute {
    return { name, type: this.binding.TF_ATTR_SHAPE, value };
  }
}

let variables = 0;

/** A resource of TensorFlow, so that optimisers change it in place. */
class ResourceVariable implements Variable {
  readonly handle: number;
  private seen: Tensor | null = null;

  constructor(
    private readonly backend: NativeBackend,
    private readonly attributes: Attributes,
    data: Float32Array,
    readonly shape: readonly number[],
  ) {
    const named = [
      attributes.text('container', ''),
      attributes.text('shared_name', `millwright/${process.pid}/${(variables += 1)}`),
      attributes.type('dtype', 'float'),
      attributes.shape('shape', shape),
    ];
    this.handle = backend.binding.executeOp('VarHandleOp', named, [], 1)[0].id;
    this.write(data);
  }

  value(): Tensor {
    this.seen ??= tf.keep(this.current());
    return this.seen;
  }

  async read(): Promise<Float32Array> {
    const tensor = this.current();
    const data = Float32Array.from(await tensor.data<'float32'>());
    tensor.dispose();
    return data;
  }

  write(data: Float32Array): void {
    this.forget();
    const tensor = tf.tensor(data.slice(), [...this.shape], 'float32');
    this.run('AssignVariableOp', this.backend.getInputTensorIds([tensor]), 'dtype');
    tensor.dispose();
  }

  /** Drops the value handed out, so that the next change can be made in place. */
  forget(): void {
    this.seen?.dispose();
    this.seen = null;
  }

  run(
    operation: string,
    inputs: readonly number[],
    type: 'dtype' | 'T',
    more: readonly Attribute[] = [],
  ): void {
    const { binding } = this.backend;
    const attributes = [this.attributes.type(type, 'float'), ...more];
    binding.executeOp(operation, attributes, [this.handle, ...inputs], 0);
  }

  dispose(): void {
    this.forget();
    const ignore = [this.attributes.flag('ignore_lookup_error', true)];
    this.backend.binding.executeOp('DestroyResourceOp', ignore, [this.handle], 0);
    this.backend.binding.deleteTensor(this.handle);
  }

  private current(): Tensor {
    const { backend, attributes } = this;
    const [{ id }] = backend.binding.executeOp(
      'ReadVariableOp',
      [attributes.type('dtype', 'float')],
      [this.handle],
      1,
    );
    return adopt(backend, id, this.shape);
  }
}

/** A tensor of tfjs over one of the binding. */
function adopt(backend: NativeBackend, id: number, shape: readonly number[]): Tensor {
  const make = backend as unknown as { createOutputTensor(of: object): Tensor };
  return make.createOutputTensor({ id, shape: [...shape], dtype: backend.binding.TF_FLOAT });
}

class NativeOperations {
  readonly attributes: Attributes;

  constructor(readonly backend: NativeBackend) {
    this.attributes = new Attributes(backend.binding);
  }

  one(name: string, inputs: readonly Tensor[], more: readonly Attribute[] = []): Tensor {
    return this.backend.executeSingleOutput(name, [this.attributes.float, ...more], inputs);
  }

  many(name: string, inputs: readonly Tensor[], outputs: number, more: readonly Attribute[] = []): Tensor[] {
    return this.backend.executeMultipleOutputs(name, [this.attributes.float, ...more], inputs, outputs);
  }

  window({ strides, padding }: Geometry): Attribute[] {
    const { attributes } = this;
    return [
      attributes.ints('strides', [1, ...strides, 1]),
      attributes.text('padding', padding.toUpperCase()),
      attributes.text('data_format', 'NHWC'),
    ];
  }

  sizes(shape: readonly number[], use: (sizes: Tensor) => Tensor): Tensor {
    const sizes = tf.tensor1d([...shape], 'int32');
    const result = use(sizes);
    sizes.dispose();
    return result;
  }
}

/** The same sum, bias and relu by their own operations: the fused one is no faster in eager mode. */
function finish(on: NativeOperations, z: Tensor, bias: Tensor | null, relu: boolean): Tensor {
  const biased = bias ? on.one('BiasAdd', [z, bias], [on.attributes.text('data_format', 'NHWC')]) : z;
  const result = relu ? on.one('Relu', [biased]) : biased;
  if (biased !== z) z.dispose();
  if (result !== biased) biased.dispose();
  return result;
}

function windows(on: NativeOperations): Partial<Kernels> {
  const pool = (geometry: Geometry): Attribute[] => [
    on.attributes.ints('ksize', [1, ...geometry.kernel, 1]),
    ...on.window(geometry),
  ];
  return {
    conv2d: (x, filter, bias, relu, geometry) =>
      finish(on, on.one('Conv2D', [x, filter], on.window(geometry)), bias, relu),
    conv2dInput: (dy, filter, shape, geometry) =>
      on.sizes(shape, (sizes) => on.one('Conv2DBackpropInput', [sizes, filter, dy], on.window(geometry))),
    conv2dFilter: (x, dy, shape, geometry) =>
      on.sizes(shape, (sizes) => on.one('Conv2DBackpropFilter', [x, sizes, dy], on.window(geometry))),
    maxPool: (x, geometry) => on.one('MaxPool', [x], pool(geometry)),
    maxPoolInput: (dy, x, y, geometry) => on.one('MaxPoolGrad', [x, y, dy], pool(geometry)),
    averagePool: (x, geometry) => on.one('AvgPool', [x], pool(geometry)),
    averagePoolInput: (dy, shape, geometry) =>
      on.sizes(shape, (sizes) => on.one('AvgPoolGrad', [sizes, dy], pool(geometry))),
  };
}

function depthwise(on: NativeOperations): Partial<Kernels> {
  return {
    depthwise: (x, filter, bias, relu, geometry) =>
      finish(on, on.one('DepthwiseConv2dNative', [x, filter], on.window(geometry)), bias, relu),
    depthwiseInput: (dy, filter, shape, geometry) =>
      on.sizes(shape, (sizes) =>
        on.one('DepthwiseConv2dNativeBackpropInput', [sizes, filter, dy], on.window(geometry)),
      ),
    depthwiseFilter: (x, dy, shape, geometry) =>
      on.sizes(shape, (sizes) =>
        on.one('DepthwiseConv2dNativeBackpropFilter', [x, sizes, dy], on.window(geometry)),
      ),
  };
}

function products(on: NativeOperations): Partial<Kernels> {
  const turned = (a: boolean, b: boolean): Attribute[] => [
    on.attributes.flag('transpose_a', a),
    on.attributes.flag('transpose_b', b),
  ];
  return {
    dense: (x, weights, bias, relu) =>
      finish(on, on.one('MatMul', [x, weights], turned(false, false)), bias, relu),
    denseInput: (dy, weights) => on.one('MatMul', [dy, weights], turned(false, true)),
    denseWeights: (x, dy) => on.one('MatMul', [x, dy], turned(true, false)),
    biasGradient: (dy) => on.one('BiasAddGrad', [dy], [on.attributes.text('data_format', 'NHWC')]),
    relu: (x) => on.one('Relu', [x]),
    reluInput: (dy, y) => on.one('ReluGrad', [dy, y]),
  };
}

const asPicture = (x: Tensor): Tensor =>
  x.rank === 4 ? x : tf.reshape(x, [x.shape[0], 1, 1, x.shape[x.rank - 1]]);

function norms(on: NativeOperations): Partial<Kernels> {
  const { attributes } = on;
  const settings = (epsilon: number, training: boolean): Attribute[] => [
    attributes.type('U', 'float'),
    attributes.real('epsilon', epsilon),
    attributes.text('data_format', 'NHWC'),
    attributes.flag('is_training', training),
  ];
  return {
    batchNorm(x, scale, offset, epsilon) {
      const empty = tf.tensor1d([], 'float32');
      const inputs = [asPicture(x), scale, offset, empty, empty];
      const more = [...settings(epsilon, true), attributes.real('exponential_avg_factor', 1)];
      const [y, mean, unbiased, ...saved] = on.many('FusedBatchNormV3', inputs, 6, more);
      const count = x.size / scale.size;
      const variance = tf.mul(unbiased, count > 1 ? (count - 1) / count : 1);
      return { y: tf.reshape(y, x.shape), mean, variance, saved };
    },
    batchNormGradient(dy, x, scale, saved, epsilon) {
      const inputs = [asPicture(dy), asPicture(x), scale, ...saved];
      const gradients = on.many('FusedBatchNormGradV3', inputs, 5, settings(epsilon, true));
      return { input: tf.reshape(gradients[0], x.shape), scale: gradients[1], offset: gradients[2] };
    },
    batchNormFixed(x, { scale, offset, mean, variance }, epsilon) {
      const inputs = [asPicture(x), scale, offset, mean, variance];
      const more = settings(epsilon, false);
      return tf.reshape(on.many('FusedBatchNormV3', inputs, 6, more)[0], x.shape);
    },
  };
}

function updateInPlace(on: NativeOperations, update: Update): void {
  const { optimiser, rate, step, gradient, scale, decays } = update;
  const variable = update.variable as ResourceVariable;
  const slots = update.slots as readonly ResourceVariable[];
  if (optimiser.kind === 'adamW' && decays && optimiser.weightDecay > 0) {
    const decay = tf.mul(variable.value(), rate * optimiser.weightDecay);
    variable.forget();
    variable.run('AssignSubVariableOp', on.backend.getInputTensorIds([decay]), 'dtype');
  }
  variable.forget();
  const ids = (...values: (number | Tensor)[]): number[] =>
    on.backend.getInputTensorIds(values.map((v) => (typeof v === 'number' ? tf.scalar(v, 'float32') : v)));
  const scaled = scale === 1 ? gradient : tf.mul(gradient, scale);
  if (optimiser.kind !== 'sgd') {
    const { beta1, beta2, epsilon } = optimiser;
    const rest = ids(beta1 ** step, beta2 ** step, rate, beta1, beta2, epsilon, scaled);
    variable.run('ResourceApplyAdam', [slots[0].handle, slots[1].handle, ...rest], 'T');
  } else if (slots.length > 0)
    variable.run(
      'ResourceApplyKerasMomentum',
      [slots[0].handle, ...ids(rate, scaled, optimiser.momentum)],
      'T',
    );
  else variable.run('ResourceApplyGradientDescent', ids(rate, scaled), 'T');
}

/** TensorFlow's own operations, called one by one: its gradients, its batch norm, its optimisers in place. */
export function tensorflowKernels(backend: NativeBackend): Kernels {
  const on = new NativeOperations(backend);
  return {
    ...tfjsKernels,
    ...windows(on),
    ...depthwise(on),
    ...products(on),
    ...norms(on),
    variable: (data, shape) => new ResourceVariable(backend, on.attributes, data, shape),
    update: (update) => tf.tidy(() => updateInPlace(on, update)),
    blend(variable, value, keep) {
      tf.tidy(() => {
        const step = tf.mul(tf.sub(variable.value(), value), 1 - keep);
        const resource = variable as ResourceVariable;
        resource.forget();
        resource.run('AssignSubVariableOp', backend.getInputTensorIds([step]), 'dtype');
      });
    },
    async sumOfSquares(tensors) {
      const sum = tf.tidy(() => tf.addN(tensors.map((tensor) => on.one('L2Loss', [tensor]))));
      const half = (await sum.data())[0];
      sum.dispose();
      return 2 * half;
    },
  };
}
