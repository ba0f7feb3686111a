import { windowGeometry } from '../definition/geometry.ts';
import type { OperationName, Window } from './attributes.ts';
import { expectFloat, expectRank, expectShapeOf, refuse, shapeWords, shaped } from './checks.ts';
import type { Dimension, TensorType } from './value.ts';

const names = ['height', 'width'];

function axisOutput(operation: OperationName, axis: 0 | 1, length: Dimension, window: Window): Dimension {
  const { kernel, strides, padding } = window;
  if (typeof length === 'string') {
    if (padding === 'same' && strides[axis] === 1) return length;
    refuse(operation, names[axis], "a known length (or padding 'same' with stride 1)", length);
  }
  const { output } = windowGeometry([length, length], kernel, strides, padding);
  if (output[axis] < 1) refuse(operation, names[axis], `at least ${kernel[axis]}`, length);
  return output[axis];
}

/**
 * Height and width after a window has slid over them. An open length stays what it is under padding 'same' with stride 1.
 *
 * @throws AppError `network.shape` where another window meets an open length, or is larger than what it slides over
 */
export const windowOutput = (
  operation: OperationName,
  [height, width]: readonly Dimension[],
  window: Window,
): readonly [Dimension, Dimension] => [
  axisOutput(operation, 0, height, window),
  axisOutput(operation, 1, width, window),
];

/** `[B, H, W, C]` → `[B, H', W', C]` */
export function pooled(operation: OperationName, x: TensorType, window: Window): TensorType {
  expectFloat(operation, [x]);
  expectRank(operation, 'x', x, 4);
  const [batch, height, width, channels] = x.shape;
  return shaped([batch, ...windowOutput(operation, [height, width], window), channels]);
}

/** Of a filter: its height and width are the window's. */
export function expectFilter(operation: OperationName, filter: TensorType, window: Window): void {
  expectShapeOf(operation, 'the filter', filter, [...window.kernel, null, null]);
  if (filter.shape.some((length) => typeof length === 'string'))
    refuse(operation, 'the filter', 'known lengths', shapeWords(filter.shape));
}

/** dy `[B, H', W', C]` of a window over `input`; `channels` null takes any. */
export function expectUpstream(
  operation: OperationName,
  dy: TensorType,
  input: readonly Dimension[],
  window: Window,
  channels: Dimension | null,
): void {
  expectShapeOf(operation, 'dy', dy, [null, ...windowOutput(operation, input, window), channels]);
}

/** The window alone, out of attributes that carry more. */
export const windowOf = ({ kernel, strides, padding }: Window): Window => ({ kernel, strides, padding });

/** Height and width of `[B, H, W, C]`. */
export const pictureOf = (type: TensorType): readonly [Dimension, Dimension] => [
  type.shape[1],
  type.shape[2],
];
