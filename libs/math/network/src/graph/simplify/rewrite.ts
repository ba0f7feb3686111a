import { ndArray } from '@millwright/tensors';
import type { OperationName } from '../attributes.ts';
import type { Apply } from '../operation.ts';
import type { AnyNode, Dimension, Node, Value } from '../value.ts';
import { constantOf, folded, isValueByValue, onlyNumber, type ValueByValue } from './fold.ts';

/** Says a node in simpler words, or null where it already is simple. `apply` simplifies what it is given. */
type Rule<N extends OperationName> = (node: Node<N>, apply: Apply) => Value | null;

const sameShape = (a: readonly Dimension[], b: readonly Dimension[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

const inShape = (value: Value, shape: readonly Dimension[], apply: Apply): Value =>
  sameShape(value.shape, shape) ? value : apply('broadcastTo', [value], { shape })[0];

/** x where an operation with a number on this side changes nothing: x + 0, x · 1. */
const neutral: Partial<Record<ValueByValue, { readonly number: number; readonly sides: readonly number[] }>> =
  {
    add: { number: 0, sides: [0, 1] },
    subtract: { number: 0, sides: [1] },
    multiply: { number: 1, sides: [0, 1] },
    divide: { number: 1, sides: [1] },
  };

function unchanged(operation: ValueByValue, inputs: readonly Value[]): Value | null {
  const rule = neutral[operation];
  const side = rule?.sides.find((at) => onlyNumber(inputs[at]) === rule.number);
  return side === undefined ? null : inputs[1 - side];
}

const negated = ({ node }: Value): Value | null => (node.operation === 'negate' ? node.inputs[0] : null);

function signs(operation: ValueByValue, [a, b]: readonly Value[], apply: Apply): Value | null {
  if (operation === 'negate') return negated(a);
  const [left, right] = operation === 'add' || operation === 'subtract' ? [negated(a), negated(b)] : [];
  if (right) return apply(operation === 'add' ? 'subtract' : 'add', [a, right], {})[0];
  return left && operation === 'add' ? apply('subtract', [b, left], {})[0] : null;
}

function valuesRule(operation: ValueByValue, node: AnyNode, apply: Apply): Value | null {
  const { inputs, outputs } = node;
  const { shape } = outputs[0];
  const constant = folded(operation, inputs, shape);
  if (constant) return apply('constant', [], { array: constant })[0];
  // Value by value it makes no difference whether values are repeated before or after, but for the work.
  const sources = inputs.map((value) =>
    value.node.operation === 'broadcastTo' ? value.node.inputs[0] : value,
  );
  if (sources.some((source, at) => source !== inputs[at]))
    return inShape(apply(operation, sources, {})[0], shape, apply);
  const same = unchanged(operation, inputs);
  return same ? inShape(same, shape, apply) : signs(operation, inputs, apply);
}

const isInOrder = (axes: readonly number[]): boolean => axes.every((axis, at) => axis === at);

const movingRules: { readonly [N in OperationName]?: Rule<N> } = {
  broadcastTo: ({ inputs: [x], attributes }, apply) => {
    if (sameShape(x.shape, attributes.shape)) return x;
    return x.node.operation === 'broadcastTo' ? apply('broadcastTo', x.node.inputs, attributes)[0] : null;
  },
  reshape: ({ inputs: [x], attributes: { shape } }, apply) => {
    if (sameShape(x.shape, shape)) return x;
    const { node } = x;
    if (node.operation === 'reshape') return apply('reshape', node.inputs, { shape })[0];
    if (node.operation === 'broadcastTo' && node.inputs[0].shape.length === 0)
      return apply('broadcastTo', node.inputs, { shape })[0];
    const array = constantOf(x);
    if (array?.dtype !== 'float32') return null;
    const reshaped = ndArray('float32', shape as readonly number[], array.data as Float32Array);
    return apply('constant', [], { array: reshaped })[0];
  },
  transpose: ({ inputs: [x], attributes: { permutation } }) => (isInOrder(permutation) ? x : null),
  concat: ({ inputs }) => (inputs.length === 1 ? inputs[0] : null),
  slice: ({ inputs: [x], outputs: [y] }) => (sameShape(x.shape, y.shape) ? x : null),
  sliceGradient: ({ inputs: [dy], outputs: [dx] }) => (sameShape(dy.shape, dx.shape) ? dy : null),
  sum: ({ inputs: [x], attributes: { axes } }) => (axes.length === 0 ? x : null),
  mean: ({ inputs: [x], attributes: { axes } }) => (axes.length === 0 ? x : null),
  max: ({ inputs: [x], attributes: { axes } }) => (axes.length === 0 ? x : null),
};

/** The first output of a node in simpler words, or null. Only operations with one output are said anew. */
export function simpler(node: AnyNode, apply: Apply): Value | null {
  if (isValueByValue(node.operation)) return valuesRule(node.operation, node, apply);
  const rule = movingRules[node.operation] as Rule<OperationName> | undefined;
  return rule ? rule(node, apply) : null;
}
