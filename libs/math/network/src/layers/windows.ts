import { windowGeometry } from '../definition/geometry.ts';
import type { Window } from '../graph/attributes.ts';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import type { Placed } from './settings.ts';
import { expectRank, refuseShape, type Shape } from './shape.ts';

function lengthAfter(
  layer: Placed,
  length: number | null,
  names: string,
  window: Window,
  axis: 0 | 1,
): number | null {
  const { kernel, strides, padding } = window;
  if (length === null) {
    if (padding === 'same' && strides[axis] === 1) return null;
    refuseShape(layer, names, "a fixed length, or padding 'same' with stride 1", 'open');
  }
  const output = windowGeometry([length, length], kernel, strides, padding).output[axis];
  if (output < 1) refuseShape(layer, names, `at least ${kernel[axis]}`, length);
  return output;
}

/** `[H, W, C]` → `[h, w, channels]`. @throws AppError `network.shape` */
export function windowed(layer: Placed, input: Shape, window: Window, channels: number): Shape {
  expectRank(layer, input, 3);
  return [
    lengthAfter(layer, input[0], 'height', window, 0),
    lengthAfter(layer, input[1], 'width', window, 1),
    channels,
  ];
}

/** `[T, C]` → `[t, channels]`: time lies where pictures have their width. @throws AppError `network.shape` */
export function windowedSequence(layer: Placed, input: Shape, window: Window, channels: number): Shape {
  expectRank(layer, input, 2);
  return [lengthAfter(layer, input[0], 'time', window, 1), channels];
}

interface Sequential {
  readonly strides: number;
  readonly padding: 'valid' | 'same';
}

/** A window over time as one over pictures of height 1. */
export const windowOverTime = (length: number, { strides, padding }: Sequential): Window => ({
  kernel: [1, length],
  strides: [1, strides],
  padding,
});

/** Whether each step of the input has its step in the output. */
export const keepsTime = ({ strides, padding }: Sequential): boolean => strides === 1 && padding === 'same';

/** `[B, T, C]` → `[B, t, c]` by way of pictures `[B, 1, T, C]` → `[B, 1, t, c]`. */
export function overTime(x: Value, work: (picture: Value) => Value): Value {
  const [batch, time, channels] = x.shape;
  const y = work(graph.reshape(x, [batch, 1, time, channels]));
  return graph.reshape(y, [batch, ...y.shape.slice(2)]);
}
