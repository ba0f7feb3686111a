import type { Attributes, Fused, Window } from '../../graph/attributes.ts';
import { windowGeometry } from '../../definition/geometry.ts';
import { real, filled, type Kernel, type Real } from './real.ts';

/** Calls back for each place of a picture that a place of the result sees, with the place in the window. */
export function forEachTap(
  input: readonly number[],
  window: Window,
  seen: (
    output: readonly [number, number],
    input: readonly [number, number],
    tap: readonly [number, number],
  ) => void,
): readonly [number, number] {
  const [height, width] = input;
  const { kernel, strides } = window;
  const { output, pad } = windowGeometry([height, width], kernel, strides, window.padding);
  for (let top = 0; top < output[0]; top++)
    for (let left = 0; left < output[1]; left++)
      for (let row = 0; row < kernel[0]; row++)
        for (let column = 0; column < kernel[1]; column++) {
          const y = top * strides[0] + row - pad[0];
          const x = left * strides[1] + column - pad[2];
          if (y >= 0 && y < height && x >= 0 && x < width) seen([top, left], [y, x], [row, column]);
        }
  return output;
}

export const outputOf = (
  input: readonly number[],
  { kernel, strides, padding }: Window,
): readonly [number, number] => windowGeometry([input[0], input[1]], kernel, strides, padding).output;

/** Place of a value in `[B, H, W, C]`. */
export const at = (
  [, height, width, channels]: readonly number[],
  b: number,
  [y, x]: readonly [number, number],
  c: number,
): number => ((b * height + y) * width + x) * channels + c;

type Sum = (places: { readonly x: number; readonly filter: number; readonly y: number }) => void;

/** Calls back for each product x · filter that a convolution adds to y. */
function forEachProduct(
  shapes: {
    readonly x: readonly number[];
    readonly filter: readonly number[];
    readonly y: readonly number[];
  },
  window: Window,
  depthwise: boolean,
  sum: Sum,
): void {
  const [batch, height, width, channels] = shapes.x;
  const last = shapes.filter[3];
  forEachTap([height, width], window, (output, input, [row, column]) => {
    for (let b = 0; b < batch; b++)
      for (let c = 0; c < channels; c++)
        for (let o = 0; o < last; o++)
          sum({
            x: at(shapes.x, b, input, c),
            filter: at(shapes.filter, row, [column, c], o),
            y: at(shapes.y, b, output, depthwise ? c * last + o : o),
          });
  });
}

const outputShape = (x: readonly number[], filter: readonly number[], window: Window, depthwise: boolean) => [
  x[0],
  ...outputOf(x.slice(1, 3), window),
  depthwise ? filter[2] * filter[3] : filter[3],
];

function convolution([x, filter]: readonly Real[], window: Window, depthwise: boolean): Real {
  const y = real(outputShape(x.shape, filter.shape, window, depthwise));
  forEachProduct({ x: x.shape, filter: filter.shape, y: y.shape }, window, depthwise, (place) => {
    y.data[place.y] += x.data[place.x] * filter.data[place.filter];
  });
  return y;
}

const back =
  (depthwise: boolean): Kernel<'conv2dInput' | 'depthwiseConv2dInput'> =>
  ([dy, filter], attributes, { lengths }) => {
    const dx = real(lengths([dy.shape[0], ...attributes.input, filter.shape[2]]));
    forEachProduct({ x: dx.shape, filter: filter.shape, y: dy.shape }, attributes, depthwise, (place) => {
      dx.data[place.x] += dy.data[place.y] * filter.data[place.filter];
    });
    return [dx];
  };

const filterBack =
  (depthwise: boolean): Kernel<'conv2dFilter' | 'depthwiseConv2dFilter'> =>
  ([x, dy], attributes) => {
    const filter = real(attributes.filter);
    forEachProduct({ x: x.shape, filter: filter.shape, y: dy.shape }, attributes, depthwise, (place) => {
      filter.data[place.filter] += x.data[place.x] * dy.data[place.y];
    });
    return [filter];
  };

function matrixProduct([a, b]: readonly Real[], { transposeA, transposeB }: Attributes['matMul']): Real {
  const [left, right] = [a.shape.slice(-2), b.shape.slice(-2)];
  const [rows, inner] = transposeA ? [left[1], left[0]] : left;
  const columns = transposeB ? right[0] : right[1];
  const y = real([...a.shape.slice(0, -2), rows, columns]);
  const batch = y.data.length / (rows * columns);
  for (let n = 0; n < batch; n++) {
    const fromB = b.shape.length > 2 ? n * inner * columns : 0;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        for (let k = 0; k < inner; k++)
          y.data[(n * rows + i) * columns + j] +=
            a.data[n * rows * inner + (transposeA ? k * rows + i : i * inner + k)] *
            b.data[fromB + (transposeB ? j * inner + k : k * columns + j)];
  }
  return y;
}

function withBias(y: Real, bias: Real, activation: Fused): readonly Real[] {
  const channels = bias.data.length;
  const added = filled(y.shape, (i) => y.data[i] + bias.data[i % channels]);
  return [activation === 'relu' ? filled(y.shape, (i) => Math.max(added.data[i], 0)) : added];
}

type Names = `${'conv2d' | 'depthwiseConv2d'}${'' | 'Input' | 'Filter' | 'Bias'}` | 'matMul' | 'matMulBias';

export const linear: { readonly [N in Names]: Kernel<N> } = {
  conv2d: (inputs, window) => [convolution(inputs, window, false)],
  depthwiseConv2d: (inputs, window) => [convolution(inputs, window, true)],
  conv2dInput: back(false),
  depthwiseConv2dInput: back(true),
  conv2dFilter: filterBack(false),
  depthwiseConv2dFilter: filterBack(true),
  conv2dBias: (inputs, attributes) =>
    withBias(convolution(inputs, attributes, false), inputs[2], attributes.activation),
  depthwiseConv2dBias: (inputs, attributes) =>
    withBias(convolution(inputs, attributes, true), inputs[2], attributes.activation),
  matMul: (inputs, attributes) => [matrixProduct(inputs, attributes)],
  matMulBias: (inputs, attributes) =>
    withBias(matrixProduct(inputs, attributes), inputs[2], attributes.activation),
};
