import { seeded } from '@millwright/tensors';
import { apply } from '../../graph/apply.ts';
import type { Attributes, Fused, Window } from '../../graph/attributes.ts';
import { input } from '../../graph/build.ts';
import { data, floats, row, still, ties, weights, type Case, type Rows } from './case.ts';

/** A window, what it slides over, and how many channels go in and out. */
interface Setting extends Window {
  readonly picture: readonly [number, number];
  readonly channels: number;
  /** Filters of a convolution, multiplier of a depthwise one. */
  readonly out: number;
}

const words = ({ kernel, strides, padding, picture, channels, out }: Setting): string =>
  `${picture.join('x')}x${channels}, kernel ${kernel.join('x')}, strides ${strides.join('x')}, ${padding}, out ${out}`;
const windowOf = ({ kernel, strides, padding }: Setting): Window => ({ kernel, strides, padding });

/** Windows drawn: every combination of strides and padding comes, the rest as it falls. */
function drawnSettings(name: string, equalStrides: boolean): Setting[] {
  const random = seeded(4).fork(name);
  const upTo = (most: number): number => 1 + Math.floor(random.next() * most);
  const strides: readonly (readonly [number, number])[] = equalStrides
    ? [[1, 1], [2, 2], [3, 3]] // prettier-ignore
    : [[1, 1], [2, 2], [3, 3], [2, 1], [1, 3]]; // prettier-ignore
  return strides.flatMap((pair) =>
    (['valid', 'same'] as const).map((padding): Setting => {
      const kernel = [upTo(4), upTo(4)] as const;
      return {
        kernel,
        strides: pair,
        padding,
        picture: [kernel[0] + upTo(6), kernel[1] + upTo(6)],
        channels: upTo(5),
        out: upTo(equalStrides ? 3 : 9),
      };
    }),
  );
}

const same3 = { kernel: [3, 3], strides: [1, 1], padding: 'same' } as const;
const valid3 = { ...same3, padding: 'valid' } as const;

/** Beside the drawn ones: what networks are made of, in sizes at which the fast ways of the engines set in. */
const convolutions: readonly Setting[] = [
  ...drawnSettings('convolutions', false),
  { ...valid3, picture: [18, 17], channels: 1, out: 32 },
  { ...valid3, picture: [13, 14], channels: 16, out: 24 },
  { ...same3, picture: [12, 19], channels: 8, out: 16 },
  { ...same3, strides: [2, 2], picture: [15, 16], channels: 8, out: 12 },
  { kernel: [1, 1], strides: [1, 1], padding: 'valid', picture: [9, 7], channels: 17, out: 33 },
  { kernel: [1, 1], strides: [2, 2], padding: 'same', picture: [9, 8], channels: 6, out: 8 },
  { kernel: [1, 5], strides: [1, 1], padding: 'same', picture: [1, 20], channels: 6, out: 8 },
  { kernel: [7, 7], strides: [2, 2], padding: 'same', picture: [20, 21], channels: 3, out: 8 },
  { ...same3, picture: [2, 1], channels: 3, out: 4 },
];
const depthwise: readonly Setting[] = [
  ...drawnSettings('depthwise', true),
  { ...same3, picture: [12, 13], channels: 24, out: 1 },
  { ...same3, strides: [2, 2], picture: [12, 13], channels: 16, out: 1 },
  { ...valid3, picture: [9, 8], channels: 5, out: 2 },
];
const pools: readonly Setting[] = [
  ...drawnSettings('pools', false),
  { kernel: [2, 2], strides: [2, 2], padding: 'valid', picture: [11, 12], channels: 32, out: 1 },
  { kernel: [3, 3], strides: [2, 2], padding: 'same', picture: [10, 11], channels: 8, out: 1 },
  { kernel: [2, 2], strides: [1, 1], padding: 'same', picture: [5, 4], channels: 3, out: 1 },
];

const some = (settings: readonly Setting[], make: (setting: Setting, index: number) => Case): Rows =>
  settings.map(make);

const filterShape = ({ kernel, channels, out }: Setting): number[] => [...kernel, channels, out];
const picture = ({ picture: [height, width], channels }: Setting) => floats('batch', height, width, channels);
/** Shape of what a convolution gives, with the shape rule itself. */
const outputShape = (operation: 'conv2d' | 'depthwiseConv2d' | 'maxPool2d', setting: Setting) => {
  const x = input('x', { shape: picture(setting).shape, dtype: 'float32' });
  const filter = input('filter', { shape: filterShape(setting), dtype: 'float32' });
  const window = windowOf(setting);
  return operation === 'maxPool2d'
    ? apply(operation, [x], window)[0].shape
    : apply(operation, [x, filter], window)[0].shape;
};

/** Filters are fed in every other row and a variable in the rest, which engines may lay out beforehand. */
const filterOf = (setting: Setting, index: number) => (index % 2 ? floats : weights)(...filterShape(setting));

const forward = (operation: 'conv2d' | 'depthwiseConv2d', settings: readonly Setting[]): Rows =>
  some(settings, (setting, index) =>
    row(words(setting), [picture(setting), filterOf(setting, index)], (x, filter) =>
      apply(operation, [x, filter], windowOf(setting)),
    ),
  );

const backToInput = (
  operation: 'conv2dInput' | 'depthwiseConv2dInput',
  of: 'conv2d' | 'depthwiseConv2d',
  settings: readonly Setting[],
): Rows =>
  some(settings, (setting, index) =>
    row(
      words(setting),
      [floats(...outputShape(of, setting)), filterOf(setting, index)].map(
        operation === 'conv2dInput' ? (argument) => argument : still,
      ),
      (dy, filter) => apply(operation, [dy, filter], { ...windowOf(setting), input: setting.picture }),
    ),
  );

const backToFilter = (
  operation: 'conv2dFilter' | 'depthwiseConv2dFilter',
  of: 'conv2d' | 'depthwiseConv2d',
  settings: readonly Setting[],
): Rows =>
  some(settings, (setting) =>
    row(words(setting), [still(picture(setting)), data(...outputShape(of, setting))], (x, dy) =>
      apply(operation, [x, dy], { ...windowOf(setting), filter: filterShape(setting) }),
    ),
  );

const fused = (operation: 'conv2dBias' | 'depthwiseConv2dBias', settings: readonly Setting[]): Rows =>
  some(settings, (setting, index) => {
    const activation: Fused = index % 3 === 0 ? 'none' : 'relu';
    const { channels, out } = setting;
    const bias = operation === 'conv2dBias' ? out : channels * out;
    const [height, width] = setting.picture;
    return row(
      `${words(setting)}, ${activation}`,
      [data('batch', height, width, channels), still(filterOf(setting, index)), data(bias)],
      (x, filter, b) => apply(operation, [x, filter, b], { ...windowOf(setting), activation }),
    );
  });

const tied = ({ picture: [height, width], channels }: Setting) => ties('batch', height, width, channels);
const pooling = (operation: 'maxPool2d' | 'averagePool2d'): Rows =>
  some(pools, (setting) =>
    row(words(setting), [picture(setting)], (x) => apply(operation, [x], windowOf(setting))),
  );

export const windows = {
  conv2d: [
    ...forward('conv2d', convolutions),
    row('height and width open', [floats('batch', 'time', 'time', 3), weights(3, 2, 3, 4)], (x, filter) =>
      apply('conv2d', [x, filter], { kernel: [3, 2], strides: [1, 1], padding: 'same' }),
    ),
  ],
  conv2dInput: backToInput('conv2dInput', 'conv2d', convolutions),
  conv2dFilter: backToFilter('conv2dFilter', 'conv2d', convolutions),
  depthwiseConv2d: forward('depthwiseConv2d', depthwise),
  depthwiseConv2dInput: backToInput('depthwiseConv2dInput', 'depthwiseConv2d', depthwise),
  depthwiseConv2dFilter: backToFilter('depthwiseConv2dFilter', 'depthwiseConv2d', depthwise),
  maxPool2d: pooling('maxPool2d'),
  maxPool2dGradient: some(pools, (setting) =>
    row(
      `${words(setting)}, equal values`,
      [data(...outputShape('maxPool2d', setting)), tied(setting)],
      (dy, x) => {
        const window = windowOf(setting);
        return apply('maxPool2dGradient', [dy, x, apply('maxPool2d', [x], window)[0]], window);
      },
    ),
  ),
  averagePool2d: pooling('averagePool2d'),
  averagePool2dGradient: some(pools, (setting) =>
    row(words(setting), [data(...outputShape('maxPool2d', setting))], (dy) => {
      const attributes: Attributes['averagePool2dGradient'] = {
        ...windowOf(setting),
        input: setting.picture,
      };
      return apply('averagePool2dGradient', [dy], attributes);
    }),
  ),
  conv2dBias: fused('conv2dBias', convolutions),
  depthwiseConv2dBias: fused('depthwiseConv2dBias', depthwise),
} satisfies Readonly<Record<string, Rows>>;
