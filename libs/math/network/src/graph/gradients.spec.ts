import { seeded, type Random } from '@millwright/tensors';
import { evaluate } from '../testing/interpret.ts';
import { filled, type Real } from '../testing/interpret/real.ts';
import { apply } from './apply.ts';
import type { OperationName } from './attributes.ts';
import * as g from './build.ts';
import { gradients } from './differentiate.ts';
import { operations } from './operations/index.ts';
import { gateCounts } from './recurrence.ts';
import type { Dimension, Value } from './value.ts';

interface Argument {
  readonly shape: readonly Dimension[];
  readonly dtype: 'float32' | 'int32';
  readonly draw: (random: Random) => number;
  /** Fed, but without a gradient. */
  readonly still?: boolean;
}

interface Row {
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly compute: (...values: Value[]) => Value;
}

const open: Readonly<Record<string, number>> = { batch: 2, time: 3 };
const around = (random: Random): number => (0.2 + random.next()) * (random.next() < 0.5 ? -1 : 1);
const of = (...shape: Dimension[]): Argument => ({ shape, dtype: 'float32', draw: around });
const positive = (...shape: Dimension[]): Argument => ({
  ...of(...shape),
  draw: (random) => 0.3 + random.next(),
});
const still = (argument: Argument): Argument => ({ ...argument, still: true });
const indices = (rows: number, ...shape: Dimension[]): Argument => ({
  shape,
  dtype: 'int32',
  draw: (random) => Math.floor(random.next() * rows),
  still: true,
});
const mask = (...shape: Dimension[]): Argument => ({
  ...still(of(...shape)),
  draw: (random) => (random.next() < 0.4 ? 0 : 1),
});
const row = (name: string, arguments_: Argument[], compute: Row['compute']): Row => ({
  name,
  arguments: arguments_,
  compute,
});

const picture = of('batch', 'time', 4);
const twoOf = (
  compute: (a: Value, b: Value) => Value,
  b: (...shape: Dimension[]) => Argument = of,
): Row[] => [
  row('equal shapes', [picture, b('batch', 'time', 4)], compute),
  row('b repeated', [picture, b(4)], compute),
  row('a repeated', [of('time', 1), b('batch', 1, 4)], compute),
  row('a scalar', [of(), b('batch', 4)], compute),
];
const one = (compute: (x: Value) => Value, draw: (...shape: Dimension[]) => Argument = of): Row[] => [
  row('one input', [draw('batch', 'time', 4)], compute),
];

const windows = [
  { kernel: [3, 2], strides: [1, 1], padding: 'same' },
  { kernel: [3, 2], strides: [2, 2], padding: 'same' },
  { kernel: [2, 3], strides: [1, 1], padding: 'valid' },
  { kernel: [3, 3], strides: [2, 2], padding: 'valid' },
  { kernel: [2, 2], strides: [3, 3], padding: 'valid' },
] as const;
type AWindow = (typeof windows)[number];
const eachWindow = (
  arguments_: (window: AWindow) => Argument[],
  compute: (window: AWindow) => Row['compute'],
) =>
  windows.map((window) =>
    row(
      `${window.kernel.join('x')}/${window.strides[0]} ${window.padding}`,
      arguments_(window),
      compute(window),
    ),
  );
const image = of('batch', 6, 5, 2);
const widthOpen = row('an open width', [of('batch', 1, 'time', 2), of(1, 3, 2, 3)], (x, filter) =>
  g.conv2d(x, filter, { kernel: [1, 3], strides: [1, 1], padding: 'same' }),
);

const axesRows = (compute: (x: Value, axes: number[], keepDimensions: boolean) => Value): Row[] =>
  [[0], [1], [2], [0, 1], [0, 1, 2]].flatMap((axes) =>
    [true, false].map((keepDimensions) =>
      row(`axes ${axes.join()}${keepDimensions ? ' kept' : ''}`, [picture], (x) =>
        compute(x, axes, keepDimensions),
      ),
    ),
  );

const turns = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => ({ transposeA, transposeB })),
);
const matrix = (leading: Dimension[], rows: Dimension, columns: Dimension, turned: boolean): Argument =>
  of(...leading, ...(turned ? [columns, rows] : [rows, columns]));
const matMulRows = [
  { left: [], right: [] },
  { left: ['batch'], right: ['batch'] },
  { left: ['batch'], right: [] },
  { left: ['batch', 2], right: ['batch', 2] },
  { left: ['batch', 2], right: [] },
  { left: ['batch', 2, 'time'], right: [] },
].flatMap(({ left, right }) =>
  turns.map((turn) =>
    row(
      `[${left.join()}] · [${right.join()}] ${JSON.stringify(turn)}`,
      [matrix(left, 'time', 4, turn.transposeA), matrix(right, 4, 5, turn.transposeB)],
      (a, b) => g.matMul(a, b, turn),
    ),
  ),
);

const cells = ['simple', 'lstm', 'gru'] as const;
const recurrentRows = cells.flatMap((cell) => {
  const gates = 4 * gateCounts[cell];
  const weights = [of(3, gates), of(4, gates), cell === 'gru' ? of(2, gates) : of(gates)];
  const compute = (x: Value, kernel: Value, recurrent: Value, bias: Value, held?: Value): Value =>
    g.recurrent(cell, x, { kernel, recurrent, bias }, held);
  return [
    row(cell, [of('batch', 'time', 3), ...weights], compute),
    row(`${cell}, masked`, [of('batch', 'time', 3), ...weights, mask('batch', 'time')], compute),
  ];
});

const tableRows: { readonly [N in OperationName]?: readonly Row[] } = {
  uniform: [
    row('beside a value', [of(), of('batch')], (step, x) =>
      g.add(g.uniform(step, ['batch'], 7), g.multiply(x, step)),
    ),
  ],
  constant: one((x) => g.multiply(x, 3)),
  input: one((x) => g.multiply(x, x)),
  variable: one((x) => g.add(x, x)),
  add: twoOf(g.add),
  subtract: twoOf(g.subtract),
  multiply: twoOf(g.multiply),
  divide: twoOf(g.divide, positive),
  maximum: twoOf(g.maximum),
  minimum: twoOf(g.minimum),
  greater: twoOf((a, b) => g.multiply(g.greater(a, b), b)),
  select: [
    row('equal shapes', [mask('batch', 4), of('batch', 4), of('batch', 4)], g.select),
    row('all repeated', [mask('batch', 1), of(4), of('time', 1, 1)], g.select),
  ],
  negate: one(g.negate),
  exp: one(g.exp),
  log: one(g.log, positive),
  sqrt: one(g.sqrt, positive),
  square: one(g.square),
  abs: one(g.abs),
  relu: one(g.relu),
  sigmoid: one(g.sigmoid),
  tanh: one(g.tanh),
  softplus: one(g.softplus),
  toFloat: [row('beside a value', [indices(5, 'batch'), of('batch')], (i, x) => g.multiply(g.toFloat(i), x))],
  matMul: matMulRows,
  conv2d: [
    ...eachWindow(
      ({ kernel }) => [image, of(...kernel, 2, 3)],
      (window) => (x, filter) => g.conv2d(x, filter, window),
    ),
    widthOpen,
  ],
  conv2dInput: eachWindow(
    (window) => [
      of(...g.conv2d(g.input('x', image), g.input('f', of(...window.kernel, 2, 3)), window).shape),
      of(...window.kernel, 2, 3),
    ],
    (window) => (dy, filter) => g.conv2dInput(dy, filter, { ...window, input: [6, 5] }),
  ),
  depthwiseConv2d: eachWindow(
    ({ kernel }) => [image, of(...kernel, 2, 3)],
    (window) => (x, filter) => g.depthwiseConv2d(x, filter, window),
  ),
  maxPool2d: eachWindow(
    () => [image],
    (window) => (x) => g.maxPool2d(x, window),
  ),
  averagePool2d: eachWindow(
    () => [image],
    (window) => (x) => g.averagePool2d(x, window),
  ),
  sum: axesRows((x, axes, keepDimensions) => g.sum(x, { axes, keepDimensions })),
  mean: axesRows((x, axes, keepDimensions) => g.mean(x, { axes, keepDimensions })),
  max: axesRows((x, axes, keepDimensions) => g.max(x, { axes, keepDimensions })),
  broadcastTo: [row('new and repeated axes', [of('time', 1)], (x) => g.broadcastTo(x, ['batch', 'time', 4]))],
  reshape: one((x) => g.reshape(x, ['batch', 2, 'time', 2])),
  transpose: one((x) => g.transpose(x, [2, 0, 1])),
  concat: [
    row('three parts', [of('batch', 2), of('batch', 1), of('batch', 3)], (...parts) => g.concat(parts, -1)),
  ],
  slice: [
    row('a piece', [of('batch', 5, 2)], (x) => g.slice(x, 1, 1, 2)),
    row('to the end', [of('batch', 5, 2)], (x) => g.slice(x, 1, 2)),
    row('the last of an open length', [picture], (x) => g.slice(x, 1, -1)),
  ],
  reverse: one((x) => g.reverse(x, 1)),
  gather: [row('rows drawn more than once', [of(3, 4), indices(3, 'batch', 'time')], g.gather)],
  softmax: one(g.softmax),
  logSoftmax: one(g.logSoftmax),
  batchNorm: [
    row(
      'a picture',
      [of('batch', 3, 2, 4), of(4), of(4)],
      (x, scale, offset) => g.batchNorm(x, scale, offset, 1e-2)[0],
    ),
    row('its mean and variance', [of('batch', 'time', 4), of(4), of(4)], (x, scale, offset) => {
      const [y, mean, variance] = g.batchNorm(x, scale, offset, 1e-2);
      return g.add(g.multiply(y, mean), variance);
    }),
  ],
  recurrent: recurrentRows,
};

/** Gradients of gradients are not written, fused operations come after differentiation, effects give nothing. */
const withoutGradient: readonly OperationName[] = [
  ...(['conv2dFilter', 'depthwiseConv2dInput', 'depthwiseConv2dFilter'] as const),
  ...(['maxPool2dGradient', 'averagePool2dGradient', 'sliceGradient', 'gatherGradient'] as const),
  ...(['batchNormGradient', 'recurrentGradient', 'reluGradient'] as const),
  ...(['conv2dBias', 'depthwiseConv2dBias', 'matMulBias'] as const),
  ...(['assign', 'sgd', 'adam', 'rmsProp'] as const),
];

const lengths = (shape: readonly Dimension[]): number[] =>
  shape.map((length) => (typeof length === 'number' ? length : open[length]));
const sumOfProducts = (a: Real, b: Real): number =>
  a.data.reduce((total, value, i) => total + value * b.data[i], 0);

/** Largest difference between a gradient and central differences in double precision, relative to the largest of both. */
function worstDifference({ arguments: all, compute }: Row): number {
  const random = seeded(5);
  const values = all.map((type, at) => g.input(`x${at}`, type));
  const y = compute(...values);
  const seed = g.input('seed', { shape: y.shape, dtype: 'float32' });
  const feeds = new Map(
    all.map(({ shape, draw }, at) => [`x${at}`, filled(lengths(shape), () => draw(random))]),
  );
  for (const name of ['batch', 'time'])
    feeds.set(
      name,
      filled([open[name]], () => 0),
    );
  const [result] = evaluate([y], feeds, open);
  feeds.set(
    'seed',
    filled(result.shape, () => around(random)),
  );
  const found = evaluate(gradients([{ value: y, seed }], values), feeds, open);
  const loss = (): number => sumOfProducts(evaluate([y], feeds, open)[0], feeds.get('seed') as Real);
  let [worst, largest] = [0, 1e-3];
  all.forEach((argument, at) => {
    const { data, shape } = feeds.get(`x${at}`) as Real;
    expect(found[at].shape).toEqual(shape);
    if (argument.still) return;
    data.forEach((value, i) => {
      const [up, down] = [1e-5, -1e-5].map((step) => {
        data[i] = value + step;
        return loss();
      });
      data[i] = value;
      const expected = (up - down) / 2e-5;
      worst = Math.max(worst, Math.abs(found[at].data[i] - expected));
      largest = Math.max(largest, Math.abs(expected));
    });
  });
  return worst / largest;
}

describe('gradients', () => {
  const rows = Object.entries(tableRows).flatMap(([operation, list]) =>
    list.map((of): [string, Row] => [`${operation}: ${of.name}`, of]),
  );

  it.each(rows)('agree with central differences, %s', (_, of) => {
    expect(worstDifference(of)).toBeLessThan(1e-7);
  });

  it('are tested for every operation that has one', () => {
    const names = Object.keys(operations) as OperationName[];
    const defined = names.filter((name) => operations[name].gradient !== undefined);
    expect(Object.keys(tableRows).sort()).toEqual(defined.sort());
    expect(names.filter((name) => !defined.includes(name)).sort()).toEqual([...withoutGradient].sort());
  });

  it('go to the first of equal values of a maximum, and to all that share the largest of an axis', () => {
    const [a, b] = ['a', 'b'].map((name) => g.input(name, { shape: [2], dtype: 'float32' }));
    const feeds = new Map(['a', 'b'].map((name) => [name, filled([2], () => 3)]));
    const ofMaximum = gradients(g.sum(g.maximum(a, b)), [a, b]);
    const [ofMax] = gradients(g.sum(g.max(a, { axes: [0] })), [a]);
    const arrays = evaluate([...ofMaximum, ofMax], feeds).map(({ data }) => [...data]);
    expect(arrays).toEqual([
      [1, 1],
      [0, 0],
      [0.5, 0.5],
    ]);
  });

  it('say which operation has none', () => {
    const x = g.input('x', { shape: [2], dtype: 'float32' });
    const [second] = apply('reluGradient', [x, x], {});
    expect(() => gradients(g.sum(second), [x])).toThrow('reluGradient');
  });
});
