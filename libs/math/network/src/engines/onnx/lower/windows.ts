import { windowGeometry } from '../../../definition/geometry.ts';
import type { Attributes, Fused, Window } from '../../../graph/attributes.ts';
import type { Dimension, Node, Value } from '../../../graph/value.ts';
import type { OnnxAttribute } from '../proto.ts';
import type { OnnxWriter } from '../writer.ts';
import { any, type Lowers } from './lower.ts';

/** An open length has stride 1 and padding `same` (or none), so that any stands for it. */
const knownOr = (length: Dimension, kernel: number): number => (typeof length === 'number' ? length : kernel);

function geometryOf(picture: readonly Dimension[], { kernel, strides, padding }: Window) {
  const lengths = [knownOr(picture[0], kernel[0]), knownOr(picture[1], kernel[1])] as const;
  return windowGeometry(lengths, kernel, strides, padding);
}

function windowAttributes(picture: readonly Dimension[], window: Window): Record<string, OnnxAttribute> {
  const [top, bottom, left, right] = geometryOf(picture, window).pad;
  return {
    kernel_shape: { ints: window.kernel },
    strides: { ints: window.strides },
    pads: { ints: [top, left, bottom, right] },
  };
}

const pictureOf = ({ shape }: Value): readonly Dimension[] => shape.slice(1, 3);

/** `[h, w, C, O]` → `[O, C, h, w]` */
const filterOf = (to: OnnxWriter, filter: Value): string => to.rearranged(filter, [3, 2, 0, 1]);
/** `[h, w, C, M]` → `[C · M, 1, h, w]` */
function depthwiseFilterOf(to: OnnxWriter, filter: Value): string {
  const [height, width, channels, multiplier] = filter.shape as number[];
  return to.rearranged(filter, [2, 3, 0, 1], [channels * multiplier, 1, height, width]);
}

function convolution(
  node: Node<'conv2d' | 'depthwiseConv2d' | 'conv2dBias' | 'depthwiseConv2dBias'>,
  to: OnnxWriter,
  isDepthwise: boolean,
): void {
  const [x, filter, bias] = node.inputs;
  const activation: Fused = 'activation' in node.attributes ? node.attributes.activation : 'none';
  to.give(any(node), {
    channelsFirst: () => {
      const weights = isDepthwise ? depthwiseFilterOf(to, filter) : filterOf(to, filter);
      const inputs = [to.channelsFirst(x), weights, ...(bias ? [to.plain(bias)] : [])];
      const y = to.write('Conv', inputs, {
        ...windowAttributes(pictureOf(x), node.attributes),
        group: { int: isDepthwise ? (filter.shape[2] as number) : 1 },
      });
      return activation === 'relu' ? to.write('Relu', [y]) : y;
    },
  });
}

/** What is left over at the end of a picture that a window does not reach. */
function leftOver(attributes: Attributes['conv2dInput']): [number, number] {
  const { kernel, strides, input } = attributes;
  const { output, pad } = geometryOf(input, attributes);
  const rest = (axis: 0 | 1): number =>
    knownOr(input[axis], kernel[axis]) -
    ((output[axis] - 1) * strides[axis] + kernel[axis] - pad[2 * axis] - pad[2 * axis + 1]);
  return [rest(0), rest(1)];
}

export const windows = {
  conv2d: (node, to) => convolution(node, to, false),
  conv2dBias: (node, to) => convolution(node, to, false),
  depthwiseConv2d: (node, to) => convolution(node, to, true),
  depthwiseConv2dBias: (node, to) => convolution(node, to, true),
  conv2dInput: (node, to) => {
    const [dy, filter] = node.inputs;
    to.give(any(node), {
      channelsFirst: () =>
        to.write('ConvTranspose', [to.channelsFirst(dy), filterOf(to, filter)], {
          ...windowAttributes(node.attributes.input, node.attributes),
          output_padding: { ints: leftOver(node.attributes) },
        }),
    });
  },
  maxPool2d: (node, to) => {
    const [x] = node.inputs;
    to.give(any(node), {
      channelsFirst: () =>
        to.write('MaxPool', [to.channelsFirst(x)], windowAttributes(pictureOf(x), node.attributes)),
    });
  },
  averagePool2d: (node, to) => {
    const [x] = node.inputs;
    to.give(any(node), {
      channelsFirst: () =>
        to.write('AveragePool', [to.channelsFirst(x)], {
          ...windowAttributes(pictureOf(x), node.attributes),
          count_include_pad: { int: 0 },
        }),
    });
  },
} satisfies Partial<
  Lowers<
    | 'conv2d'
    | 'conv2dBias'
    | 'depthwiseConv2d'
    | 'depthwiseConv2dBias'
    | 'conv2dInput'
    | 'maxPool2d'
    | 'averagePool2d'
  >
>;
