import type { Attributes, OperationName, Window } from './attributes.ts';
import { expectFloat, expectRank, expectShapeOf, refuse, shapeWords, shaped } from './checks.ts';
import type { TensorType } from './value.ts';
import { expectFilter, expectUpstream, pictureOf, windowOutput } from './window.ts';

/** What tells the plain convolution from the depthwise one: output channels of a filter. */
type Outputs = (filter: readonly number[]) => number;

export const outputsOf: Outputs = (filter) => filter[3];
export const depthwiseOutputsOf: Outputs = (filter) => filter[2] * filter[3];

/** x, filter → y */
export function convolutionType(
  operation: OperationName,
  [x, filter]: readonly TensorType[],
  window: Window,
  outputs: Outputs,
): TensorType {
  expectFloat(operation, [x, filter]);
  expectRank(operation, 'x', x, 4);
  expectFilter(operation, filter, window);
  if (filter.shape[2] !== x.shape[3]) refuse(operation, 'channels', filter.shape[2], x.shape[3]);
  const picture = windowOutput(operation, pictureOf(x), window);
  return shaped([x.shape[0], ...picture, outputs(filter.shape as number[])]);
}

/** dy, filter → dx */
export function convolutionInputType(
  operation: OperationName,
  [dy, filter]: readonly TensorType[],
  attributes: Attributes['conv2dInput'],
  outputs: Outputs,
): TensorType {
  expectFloat(operation, [dy, filter]);
  expectFilter(operation, filter, attributes);
  expectUpstream(operation, dy, attributes.input, attributes, outputs(filter.shape as number[]));
  return shaped([dy.shape[0], ...attributes.input, filter.shape[2]]);
}

/** x, dy → dFilter */
export function convolutionFilterType(
  operation: OperationName,
  [x, dy]: readonly TensorType[],
  attributes: Attributes['conv2dFilter'],
  outputs: Outputs,
): TensorType {
  const filter = shaped(attributes.filter);
  expectFloat(operation, [x, dy]);
  expectFilter(operation, filter, attributes);
  expectShapeOf(operation, 'x', x, [null, null, null, attributes.filter[2]]);
  if (x.shape[0] !== dy.shape[0]) refuse(operation, 'axis 0 of dy', x.shape[0], shapeWords(dy.shape));
  expectUpstream(operation, dy, pictureOf(x), attributes, outputs(attributes.filter));
  return filter;
}
