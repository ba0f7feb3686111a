import type { Fused } from '../../../graph/attributes.ts';
import { float, type GraphBuilder, type Tensor } from '../graph-builder.ts';

/** A bias added along the last axis, and what follows it: nodes that TensorFlow fuses with the product before them. */
export function withBias(graph: GraphBuilder, product: Tensor, bias: Tensor, activation: Fused): Tensor {
  const added = graph.add('BiasAdd', [product, bias], { ...float, data_format: { text: 'NHWC' } });
  return activation === 'relu' ? graph.apply('Relu', added) : added;
}
