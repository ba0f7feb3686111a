import { sizeOf } from '@millwright/tensors';
import type { Attributes } from '../attributes.ts';
import type { Apply } from '../operation.ts';
import { scalar } from '../scalar.ts';
import type { AnyNode, Value } from '../value.ts';

/** A convolution or a matrix product, with or without a bias and not yet with an activation. */
interface Linear {
  readonly name: 'conv2d' | 'depthwiseConv2d' | 'matMul';
  readonly inputs: readonly Value[];
  readonly bias: Value | null;
  readonly node: AnyNode;
}

function linearOf({ node }: Value): Linear | null {
  switch (node.operation) {
    case 'conv2d':
    case 'depthwiseConv2d':
      return { name: node.operation, inputs: node.inputs, bias: null, node };
    case 'matMul':
      return node.inputs[1].shape.length === 2
        ? { name: 'matMul', inputs: node.inputs, bias: null, node }
        : null;
    case 'conv2dBias':
    case 'depthwiseConv2dBias':
    case 'matMulBias': {
      const name = node.operation.replace('Bias', '') as Linear['name'];
      const [x, weights, bias] = node.inputs;
      return node.attributes.activation === 'none' ? { name, inputs: [x, weights], bias, node } : null;
    }
    default:
      return null;
  }
}

/** A value with one number for each of the last axis' channels, or one for all, as `[C]` or `[]`. */
function perChannel(value: Value, { node }: Linear, apply: Apply): Value | null {
  const { shape } = node.outputs[0];
  const channels = shape[shape.length - 1];
  const own = value.shape.length === 0 ? 1 : value.shape[value.shape.length - 1];
  const isFlat =
    value.shape.length <= shape.length && value.shape.slice(0, -1).every((length) => length === 1);
  if (!isFlat || (own !== 1 && own !== channels)) return null;
  return apply('reshape', [value], {
    shape: own === channels && value.shape.length > 0 ? [channels] : [],
  })[0];
}

function withBias(linear: Linear, bias: Value, activation: 'none' | 'relu', apply: Apply): Value {
  const { name, inputs, node } = linear;
  const { shape } = node.outputs[0];
  const [full] = apply('broadcastTo', [bias], { shape: shape.slice(-1) });
  const all = [...inputs, full];
  if (name === 'matMul')
    return apply('matMulBias', all, { ...(node.attributes as Attributes['matMul']), activation })[0];
  return apply(`${name}Bias`, all, { ...(node.attributes as Attributes['conv2d']), activation })[0];
}

/** conv(x, f) · a + b · a = conv(x, f · a) + b · a: less work where the filter is smaller than what comes out of it. */
function scaled(
  linear: Linear,
  factor: Value,
  isStill: (value: Value) => boolean,
  apply: Apply,
): Value | null {
  const { name, inputs, bias, node } = linear;
  const [x, filter] = inputs;
  const picture = node.outputs[0].shape.slice(1);
  const isSmall =
    picture.some((length) => typeof length === 'string') ||
    sizeOf(filter.shape as number[]) <= sizeOf(picture as number[]);
  if (name === 'matMul' || !isSmall || !isStill(filter) || !isStill(factor)) return null;
  const [channels, multiplier] = filter.shape.slice(-2);
  const isDepthwise = name === 'depthwiseConv2d' && factor.shape.length > 0;
  const [turned] = isDepthwise ? apply('reshape', [factor], { shape: [channels, multiplier] }) : [factor];
  const [scaledFilter] = apply('multiply', [filter, turned], {});
  if (bias) {
    const [scaledBias] = apply('multiply', [bias, factor], {});
    return withBias({ ...linear, inputs: [x, scaledFilter] }, scaledBias, 'none', apply);
  }
  const { kernel, strides, padding } = node.attributes as Attributes['conv2d'];
  return apply(name, [x, scaledFilter], { kernel, strides, padding })[0];
}

interface Circumstances {
  readonly apply: Apply;
  /** Nothing else uses this input of the node. */
  isAlone(input: number): boolean;
  isStill(value: Value): boolean;
}

function fusedWith(
  linear: Linear,
  other: Value,
  node: AnyNode,
  side: number,
  at: Circumstances,
): Value | null {
  const { apply, isStill } = at;
  const vector = perChannel(other, linear, apply);
  if (!vector) return null;
  const added = (value: Value): Value => {
    const [bias] = linear.bias ? apply('add', [linear.bias, value], {}) : [value];
    return withBias(linear, bias, 'none', apply);
  };
  switch (node.operation) {
    case 'add':
      return added(vector);
    case 'subtract':
      return side === 0 ? added(apply('negate', [vector], {})[0]) : null;
    case 'multiply':
      return scaled(linear, vector, isStill, apply);
    case 'divide':
      return side === 0 && isStill(vector)
        ? scaled(linear, apply('divide', [scalar(1, apply), vector], {})[0], isStill, apply)
        : null;
    default:
      return null;
  }
}

/** Bias, activation or scale taken into the convolution or matrix product that a node follows, or null. */
export function fused(node: AnyNode, at: Circumstances): Value | null {
  if (node.operation === 'relu') {
    const linear = at.isAlone(0) ? linearOf(node.inputs[0]) : null;
    return linear?.bias ? withBias(linear, linear.bias, 'relu', at.apply) : null;
  }
  if (node.inputs.length !== 2) return null;
  for (const side of [0, 1]) {
    const linear = at.isAlone(side) ? linearOf(node.inputs[side]) : null;
    const result = linear && fusedWith(linear, node.inputs[1 - side], node, side, at);
    if (result) return result;
  }
  return null;
}
