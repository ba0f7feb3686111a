import type { Dimension, Node, Value } from '../../../graph/value.ts';
import { toChannelsFirst, type OnnxWriter } from '../writer.ts';
import { any, givePlain, type Lowers } from './lower.ts';

/** Ends that lie beyond every length. */
const [afterAll, beforeAll] = [2 ** 52, -(2 ** 52)];

const isChannelsFirst = (to: OnnxWriter, value: Value): boolean =>
  value.shape.length === 4 && to.formsOf(value).channelsFirst !== undefined;

/** Where an axis of `[B, H, W, C]` lies in `[B, C, H, W]`. */
const axisFirst = (axis: number): number => toChannelsFirst.indexOf(axis as 0 | 1 | 2 | 3);

/** Along one axis, in the order that the picture has already. */
function alongAxis(
  node: Node,
  to: OnnxWriter,
  axis: number,
  write: (inputs: readonly string[], axis: number) => string,
): void {
  const { inputs } = node;
  if (inputs.some((value) => isChannelsFirst(to, value)))
    to.give(any(node), {
      channelsFirst: () =>
        write(
          inputs.map((value) => to.channelsFirst(value)),
          axisFirst(axis),
        ),
    });
  else
    givePlain(to, node, () =>
      write(
        inputs.map((value) => to.plain(value)),
        axis,
      ),
    );
}

function reduced(node: Node<'sum' | 'mean' | 'max'>, to: OnnxWriter): void {
  const operation = { sum: 'ReduceSum', mean: 'ReduceMean', max: 'ReduceMax' }[node.operation];
  const { axes, keepDimensions } = node.attributes;
  const [x] = node.inputs;
  const keepdims = { int: keepDimensions ? 1 : 0 };
  const write = (input: string, over: readonly number[]): string => {
    if (over.length === 0) return input;
    // Of the three only the sum takes its axes as an input in this operator set.
    return node.operation === 'sum'
      ? to.write(operation, [input, to.numbers(over)], { keepdims })
      : to.write(operation, [input], { axes: { ints: over }, keepdims });
  };
  const wholePictures = axes.includes(1) && axes.includes(2);
  if (!isChannelsFirst(to, x) || !(wholePictures || keepDimensions))
    givePlain(to, node, () => write(to.plain(x), axes));
  else {
    const made = (): string => write(to.channelsFirst(x), axes.map(axisFirst));
    // Without height and width both orders are one.
    to.give(any(node), keepDimensions ? { channelsFirst: made } : { plain: made });
  }
}

/** 0 takes the input's length at the same place over, and one unknown may be -1. */
function shapeInput(to: OnnxWriter, from: readonly Dimension[], shape: readonly Dimension[]): string {
  const simple = shape.map((length, axis) =>
    typeof length === 'number' ? length : length === from[axis] ? 0 : -1,
  );
  return simple.filter((length) => length === -1).length > 1 ? to.lengths(shape) : to.numbers(simple);
}

function reshape(node: Node<'reshape'>, to: OnnxWriter): void {
  const [x] = node.inputs;
  const { shape } = node.attributes;
  const [batch, ...picture] = x.shape;
  const plain = (): string => to.write('Reshape', [to.plain(x), shapeInput(to, x.shape, shape)]);
  const isFlattened =
    isChannelsFirst(to, x) &&
    shape.length === 2 &&
    shape[0] === batch &&
    picture.every((length) => typeof length === 'number');
  if (!isFlattened) return givePlain(to, node, plain);
  const flat = (): string => to.write('Reshape', [to.channelsFirst(x), shapeInput(to, x.shape, shape)]);
  to.give(any(node), { plain, flat: { form: flat, picture: picture as [number, number, number] } });
}

export const moving: Lowers<
  'sum' | 'mean' | 'max' | 'broadcastTo' | 'reshape' | 'transpose' | 'concat' | 'slice' | 'reverse' | 'gather'
> = {
  sum: reduced,
  mean: reduced,
  max: reduced,
  broadcastTo: (node, to) =>
    givePlain(to, node, () =>
      to.write('Expand', [to.plain(node.inputs[0]), to.lengths(node.attributes.shape)]),
    ),
  reshape,
  transpose: (node, to) =>
    givePlain(to, node, () => to.turned(to.plain(node.inputs[0]), node.attributes.permutation)),
  concat: (node, to) =>
    alongAxis(node, to, node.attributes.axis, (inputs, axis) =>
      to.write('Concat', inputs, { axis: { int: axis } }),
    ),
  slice: (node, to) => {
    const { begin, size } = node.attributes;
    const end = size === null || begin + size === 0 ? afterAll : begin + size;
    alongAxis(node, to, node.attributes.axis, ([x], axis) =>
      to.write('Slice', [x, to.numbers([begin]), to.numbers([end]), to.numbers([axis])]),
    );
  },
  reverse: (node, to) =>
    alongAxis(node, to, node.attributes.axis, ([x], axis) =>
      to.write('Slice', [x, to.numbers([-1]), to.numbers([beforeAll]), to.numbers([axis]), to.numbers([-1])]),
    ),
  gather: (node, to) =>
    givePlain(to, node, () =>
      to.write(
        'Gather',
        node.inputs.map((value) => to.plain(value)),
      ),
    ),
};
