import type { DataType } from '../saved-model.ts';
import type { Lowering } from '../scope.ts';

/** Above this a constant lives beside the graph, so that it is not copied with every message around it [values]. */
const largest = 1024;

export const input: Lowering<'input'> = ({ node: { attributes }, scope }) =>
  scope.feed(attributes.name, attributes);

export const variable: Lowering<'variable'> = ({ node, scope }) => scope.read(node.attributes.name);

export const constant: Lowering<'constant'> = ({ node, scope, graph }) => {
  const { dtype, shape, data } = node.attributes.array;
  return data.length > largest ? scope.large(node) : graph.constant(dtype, shape, data);
};

/** Philox of `tensorflow/core/lib/random/random_distributions.h`: the same numbers on every device. */
const philox = 1;

export const uniform: Lowering<'uniform'> = ({ node: { attributes }, inputs: [step], scope, graph }) => {
  const word = (low: number): string =>
    graph.constant('uint64', [1], BigUint64Array.of(BigInt.asUintN(64, BigInt(low))));
  const whole = graph.cast(step, 'float32', 'int64');
  const high = graph.add('Bitcast', [whole], { T: { type: 'int64' }, type: { type: 'uint64' } });
  const row = graph.add('ExpandDims', [high, graph.integer(0)], {
    T: { type: 'uint64' },
    Tdim: { type: 'int32' },
  });
  const counter = graph.concat([word(0), row], 0, 'uint64');
  const shape = scope.shape(attributes.shape);
  return graph.add(
    'StatelessRandomUniformV2',
    [shape, word(attributes.key), counter, graph.integer(philox)],
    types({ dtype: 'float32', Tshape: 'int32' }),
  );
};

const types = (names: Readonly<Record<string, DataType>>) =>
  Object.fromEntries(Object.entries(names).map(([key, type]) => [key, { type }]));
