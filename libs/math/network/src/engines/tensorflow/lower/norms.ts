import { float, outputOf, type GraphBuilder, type Tensor } from '../graph-builder.ts';
import type { Attribute } from '../saved-model.ts';
import type { Lowered, Lowering } from '../scope.ts';

const fused = (epsilon: number): Record<string, Attribute> => ({
  ...float,
  U: { type: 'float32' },
  epsilon: { float: epsilon },
  data_format: { text: 'NHWC' },
  is_training: { bool: true },
});

const lastOf = (shape: readonly (number | string)[]): number => shape[shape.length - 1] as number;

/** The fused nodes know pictures only: every other value becomes one of a pixel each. */
function asPictures(graph: GraphBuilder, value: Tensor, shape: readonly (number | string)[]): Tensor {
  return shape.length === 4 ? value : graph.reshape(value, graph.integers([-1, 1, 1, lastOf(shape)]));
}

function backTo({ graph, scope, node }: Lowered<'batchNorm' | 'batchNormGradient'>, value: Tensor): Tensor {
  const { shape } = node.outputs[0];
  return shape.length === 4 ? value : graph.reshape(value, scope.reshapeTo(shape));
}

/** How many values there are of each channel, as a float32 scalar. */
function countOf(graph: GraphBuilder, x: Tensor, channels: number): Tensor {
  const size = graph.add('Size', [x], { ...float, out_type: { type: 'int32' } });
  return graph.apply('RealDiv', graph.cast(size, 'int32', 'float32'), graph.number(channels));
}

export const batchNorm: Lowering<'batchNorm'> = (at) => {
  const { node, inputs, scope, graph } = at;
  const { shape } = node.inputs[0];
  const x = asPictures(graph, inputs[0], shape);
  const none = graph.constant('float32', [0], new Float32Array(0));
  const y = graph.add('FusedBatchNormV3', [x, inputs[1], inputs[2], none, none], {
    ...fused(node.attributes.epsilon),
    exponential_avg_factor: { float: 1 },
  });
  scope.kept.set(
    node,
    [3, 4, 5].map((index) => outputOf(y, index)),
  );
  // Its variance is that of a sample, divided by count - 1 (by 1 where there is but one).
  const count = countOf(graph, x, lastOf(shape));
  const divisor = graph.apply('Maximum', graph.apply('Sub', count, graph.number(1)), graph.number(1));
  const variance = graph.apply('Mul', outputOf(y, 2), graph.apply('RealDiv', divisor, count));
  return [backTo(at, y), outputOf(y, 1), variance];
};

/** Written out, for a mean and a variance that come from elsewhere. */
function composed({ node, inputs, graph }: Lowered<'batchNormGradient'>): Tensor[] {
  const [dy, x, scale, mean, variance] = inputs;
  const { shape } = node.inputs[1];
  const of = (operation: string, ...values: readonly Tensor[]): Tensor => graph.apply(operation, ...values);
  const axes = shape.slice(1).map((_, axis) => axis);
  const inverse = of('Rsqrt', of('AddV2', variance, graph.number(node.attributes.epsilon)));
  const normal = of('Mul', of('Sub', x, mean), inverse);
  const dOffset = graph.sum(dy, axes);
  const dScale = graph.sum(of('Mul', dy, normal), axes);
  const count = countOf(graph, x, lastOf(shape));
  const shared = of('RealDiv', of('AddV2', dOffset, of('Mul', normal, dScale)), count);
  return [of('Mul', of('Mul', scale, inverse), of('Sub', dy, shared)), dScale, dOffset];
}

export const batchNormGradient: Lowering<'batchNormGradient'> = (at) => {
  const { node, inputs, scope, graph } = at;
  const [, x, , mean, variance] = node.inputs;
  const forward = mean.node;
  const kept = scope.kept.get(forward) as readonly Tensor[] | undefined;
  const ownStatistics = forward === variance.node && mean.index === 1 && variance.index === 2;
  if (!kept || !ownStatistics || forward.inputs[0].node !== x.node || forward.inputs[0].index !== x.index)
    return composed(at);
  const dy = asPictures(graph, inputs[0], x.shape);
  const pictures = asPictures(graph, inputs[1], x.shape);
  const dx = graph.add(
    'FusedBatchNormGradV3',
    [dy, pictures, inputs[2], ...kept],
    fused(node.attributes.epsilon),
  );
  return [backTo(at, dx), outputOf(dx, 1), outputOf(dx, 2)];
};
