import type { AppError } from '@millwright/contracts';
import { apply } from './apply.ts';
import type { Attributes, OperationName, Window } from './attributes.ts';
import * as g from './build.ts';
import type { Dimension, Value } from './value.ts';

const of = (...shape: Dimension[]): Value => g.input(shape.join(), { shape, dtype: 'float32' });
const whole = (...shape: Dimension[]): Value => g.input(`int ${shape.join()}`, { shape, dtype: 'int32' });
const window = (padding: Window['padding'], stride = 1): Window => ({
  kernel: [3, 3],
  strides: [stride, stride],
  padding,
});
const filter = of(3, 3, 2, 5);
const refusal = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    return `${(error as AppError).code}: ${(error as AppError).message}`;
  }
  return 'accepted';
};
const use =
  <N extends OperationName>(operation: N, inputs: Value[], attributes: Attributes[N]) =>
  () =>
    apply(operation, inputs, attributes);

describe('shape rules', () => {
  const shapes: [string, Value, Dimension[]][] = [
    ['a sum of equal open lengths', g.add(of('batch', 4), of('batch', 4)), ['batch', 4]],
    ['a sum that repeats from the last axis', g.add(of('time', 1), of('batch', 1, 4)), ['batch', 'time', 4]],
    ['a selection of three', g.select(of('batch', 1), of(4), 0), ['batch', 4]],
    ['a product of matrices', g.matMul(of('batch', 'time', 3), of(3, 4)), ['batch', 'time', 4]],
    [
      'a turned product over open lengths',
      g.matMul(of('batch', 'time', 3), of('batch', 'time', 4), { transposeA: true }),
      ['batch', 3, 4],
    ],
    [
      'a convolution that pads',
      g.conv2d(of('batch', 7, 6, 2), filter, window('same', 2)),
      ['batch', 4, 3, 5],
    ],
    [
      'a convolution that does not',
      g.conv2d(of('batch', 7, 6, 2), filter, window('valid', 2)),
      ['batch', 3, 2, 5],
    ],
    [
      'a convolution over open lengths',
      g.conv2d(of('batch', 'h', 'w', 2), filter, window('same')),
      ['batch', 'h', 'w', 5],
    ],
    [
      'a depthwise convolution',
      g.depthwiseConv2d(of('batch', 7, 6, 2), filter, window('valid')),
      ['batch', 5, 4, 10],
    ],
    [
      'a transposed convolution',
      g.conv2dInput(of('batch', 4, 3, 5), filter, { ...window('same', 2), input: [8, 6] }),
      ['batch', 8, 6, 2],
    ],
    ['a pool', g.maxPool2d(of('batch', 7, 6, 2), window('valid', 3)), ['batch', 2, 2, 2]],
    ['a mean', g.mean(of('batch', 'time', 4), { axes: [1] }), ['batch', 4]],
    [
      'a mean that keeps its axes',
      g.mean(of('batch', 'time', 4), { axes: [-1], keepDimensions: true }),
      ['batch', 'time', 1],
    ],
    ['a mean of all', g.mean(of('batch', 4)), []],
    ['another shape', g.reshape(of('batch', 4, 'time'), ['time', 2, 'batch', 2]), ['time', 2, 'batch', 2]],
    ['turned axes', g.transpose(of('batch', 'time', 4), [2, 0, 1]), [4, 'batch', 'time']],
    ['joined parts', g.concat([of('batch', 'time', 4), of('batch', 'time', 3)], -1), ['batch', 'time', 7]],
    ['a slice', g.slice(of('batch', 5), 1, 1, 3), ['batch', 3]],
    ['a slice to the end', g.slice(of('batch', 5), 1, 2), ['batch', 3]],
    ['the end of an open length', g.slice(of('batch', 'time', 5), 1, -1), ['batch', 1, 5]],
    ['the beginning of an open length', g.slice(of('batch', 'time', 5), 1, 0, 2), ['batch', 2, 5]],
    ['all of an open length', g.slice(of('batch', 'time', 5), 1, 0), ['batch', 'time', 5]],
    ['drawn rows', g.gather(of(9, 4), whole('batch', 'time')), ['batch', 'time', 4]],
    ['random numbers', g.uniform(of(), ['batch', 3], 1), ['batch', 3]],
    [
      'states of a gru',
      g.recurrent('gru', of('batch', 'time', 3), {
        kernel: of(3, 12),
        recurrent: of(4, 12),
        bias: of(2, 12),
      }),
      ['batch', 'time', 4],
    ],
  ];
  it.each(shapes)('give the shape of %s', (_, value, shape) => {
    expect(value.shape).toEqual(shape);
    expect(value.dtype).toBe('float32');
  });

  it('let whole numbers be moved, and turned into float32', () => {
    expect(g.slice(g.reshape(whole('batch', 4), [4, 'batch']), 0, 1).dtype).toBe('int32');
    expect(g.toFloat(whole('batch')).dtype).toBe('float32');
  });

  const refusals: [string, () => unknown, string][] = [
    [
      'lengths that do not go together',
      () => g.add(of('batch', 4), of(3)),
      'Layer add, axis 1: expected 4, received 3.',
    ],
    [
      'two open lengths',
      () => g.multiply(of('batch'), of('time')),
      'Layer multiply, axis 0: expected batch, received time.',
    ],
    [
      'whole numbers in a sum',
      () => g.add(of(2), whole(2)),
      'Layer add, type of input 1: expected float32, received int32.',
    ],
    [
      'float32 where whole numbers are turned',
      () => g.toFloat(of(2)),
      'Layer toFloat, type of input 0: expected int32, received float32.',
    ],
    [
      'inner lengths',
      () => g.matMul(of(2, 3), of(4, 5)),
      'Layer matMul, inner length of b: expected 3, received 4.',
    ],
    [
      'other leading axes',
      () => g.matMul(of('batch', 2, 3), of('time', 3, 5)),
      'Layer matMul, axis 0 of b: expected batch, received time.',
    ],
    [
      'a vector',
      () => g.matMul(of(3), of(3, 5)),
      'Layer matMul, rank of a: expected at least 2 axes, received [3].',
    ],
    [
      'a large window',
      () => g.conv2d(of(1, 7, 2, 2), filter, window('valid')),
      'Layer conv2d, width: expected at least 3, received 2.',
    ],
    [
      'an open length under a stride',
      () => g.conv2d(of(1, 'h', 8, 2), filter, window('same', 2)),
      "Layer conv2d, height: expected a known length (or padding 'same' with stride 1), received h.",
    ],
    [
      'an open length without padding',
      () => g.averagePool2d(of(1, 8, 'w', 2), window('valid')),
      "Layer averagePool2d, width: expected a known length (or padding 'same' with stride 1), received w.",
    ],
    [
      'channels',
      () => g.conv2d(of(1, 7, 7, 3), filter, window('same')),
      'Layer conv2d, channels: expected 2, received 3.',
    ],
    [
      'a filter of another size than the window',
      () => g.depthwiseConv2d(of(1, 7, 7, 2), of(2, 3, 2, 1), window('same')),
      'Layer depthwiseConv2d, axis 0 of the filter: expected 3, received 2.',
    ],
    [
      'a length from which a transposed convolution cannot come',
      () => g.conv2dInput(of(1, 4, 3, 5), filter, { ...window('same', 2), input: [9, 6] }),
      'Layer conv2dInput, axis 1 of dy: expected 5, received 4.',
    ],
    [
      'an axis that is not there',
      () => g.sum(of(2, 3), { axes: [2] }),
      'Layer sum, axis: expected 0 to 1, received 2.',
    ],
    [
      'another size',
      () => g.reshape(of('batch', 4), ['batch', 5]),
      'Layer reshape, size: expected as many values as [batch, 4], received [batch, 5].',
    ],
    [
      'an open length from nowhere',
      () => g.reshape(of(4, 2), ['time', 2]),
      'Layer reshape, size: expected as many values as [4, 2], received [time, 2].',
    ],
    [
      'an axis turned twice',
      () => g.transpose(of(4, 2), [1, 1]),
      'Layer transpose, permutation: expected each axis of [4, 2] once, received [1, 1].',
    ],
    [
      'parts of other lengths',
      () => g.concat([of(4, 2), of(3, 2)], 1),
      'Layer concat, axis 0 of input 1: expected 4, received 3.',
    ],
    [
      'an open length of a part',
      () => g.concat([of(4, 2), of(4, 'time')], 1),
      'Layer concat, axis 1 of input 1: expected a known length, received time.',
    ],
    [
      'a slice beyond the end',
      () => g.slice(of(4), 0, 2, 3),
      'Layer slice, slice: expected a piece of 4, received 3 from 2.',
    ],
    [
      'the rest of an open length',
      () => g.slice(of('time'), 0, 2),
      'Layer slice, size: expected a known length, received time.',
    ],
    [
      'indices that are no whole numbers',
      () => g.gather(of(9, 4), of(2)),
      'Layer gather, type of the indices: expected int32, received float32.',
    ],
    [
      'a broadcast that shrinks',
      () => g.broadcastTo(of(3, 4), [1, 4]),
      'Layer broadcastTo, axis 0 of the result: expected 1, received 3.',
    ],
    [
      'a softmax of a number',
      () => g.softmax(of()),
      'Layer softmax, axis: expected an input with axes, received -1.',
    ],
    [
      'another number of channels',
      () => g.batchNorm(of(2, 3), of(3), of(4), 1e-3),
      'Layer batchNorm, axis 0 of the offset: expected 3, received 4.',
    ],
    [
      'gates of another cell',
      () => g.recurrent('gru', of(2, 5, 3), { kernel: of(3, 16), recurrent: of(4, 16), bias: of(16) }),
      'Layer recurrent, axis 1 of the kernel: expected 12, received 16.',
    ],
    [
      'a rate for each weight',
      () =>
        g.adam(of(3), of(3), 1, {
          variable: 'w',
          first: 'm',
          second: 'v',
          beta1: 0.9,
          beta2: 0.999,
          epsilon: 1e-7,
          weightDecay: 0,
        }),
      'Layer adam, rank of the rate: expected 0 axes, received [3].',
    ],
    [
      'a bias of another length',
      use('matMulBias', [of(2, 3), of(3, 4), of(3)], {
        transposeA: false,
        transposeB: false,
        activation: 'none',
      }),
      'Layer matMulBias, axis 0 of the bias: expected 4, received 3.',
    ],
  ];
  it.each(refusals)('refuse %s', (_, make, message) => {
    expect(refusal(make)).toBe(`network.shape: ${message}`);
  });
});
