import type { Attribute } from '../saved-model.ts';
import type { Lowering } from '../scope.ts';

export const sum: Lowering<'sum'> = ({ node: { attributes }, inputs: [x], graph }) =>
  graph.reduce('Sum', x, attributes.axes, attributes.keepDimensions);

export const mean: Lowering<'mean'> = ({ node: { attributes }, inputs: [x], graph }) =>
  graph.reduce('Mean', x, attributes.axes, attributes.keepDimensions);

export const max: Lowering<'max'> = ({ node: { attributes }, inputs: [x], graph }) =>
  graph.reduce('Max', x, attributes.axes, attributes.keepDimensions);

export const broadcastTo: Lowering<'broadcastTo'> = ({ node, inputs: [x], scope, graph }) =>
  graph.add('BroadcastTo', [x, scope.shape(node.attributes.shape)], {
    T: { type: node.outputs[0].dtype },
    Tidx: { type: 'int32' },
  });

export const reshape: Lowering<'reshape'> = ({ node, inputs: [x], scope, graph }) =>
  graph.reshape(x, scope.reshapeTo(node.attributes.shape), node.outputs[0].dtype);

export const transpose: Lowering<'transpose'> = ({ node, inputs: [x], graph }) =>
  graph.transpose(x, node.attributes.permutation, node.outputs[0].dtype);

export const concat: Lowering<'concat'> = ({ node, inputs, graph }) =>
  graph.concat(inputs, node.attributes.axis, node.outputs[0].dtype);

interface Piece {
  readonly axis: number;
  readonly begin: number;
  readonly size: number | null;
}

/** Begin, end, stride and masks of a piece of one axis: all of the others, and to the end where nothing is known of it. */
function piece({ axis, begin, size }: Piece, rank: number) {
  const others = 2 ** rank - 1 - 2 ** axis;
  const end = size === null ? 0 : begin + size;
  // Counted from the end, 0 would be the start.
  const toTheEnd = size === null || (begin < 0 && end === 0);
  const at = (value: number, other: number): number[] =>
    Array.from({ length: rank }, (_, i) => (i === axis ? value : other));
  const masks: Record<string, Attribute> = {
    Index: { type: 'int32' },
    begin_mask: { int: others },
    end_mask: { int: others + (toTheEnd ? 2 ** axis : 0) },
    ellipsis_mask: { int: 0 },
    new_axis_mask: { int: 0 },
    shrink_axis_mask: { int: 0 },
  };
  return { bounds: [at(begin, 0), at(end, 0), at(1, 1)], masks };
}

export const slice: Lowering<'slice'> = ({ node, inputs: [x], graph }) => {
  const { bounds, masks } = piece(node.attributes, node.inputs[0].shape.length);
  const positions = bounds.map((values) => graph.integers(values));
  return graph.add('StridedSlice', [x, ...positions], { ...masks, T: { type: node.outputs[0].dtype } });
};

export const sliceGradient: Lowering<'sliceGradient'> = ({ node, inputs: [dy], scope, graph }) => {
  const { axis, begin } = node.attributes;
  const { shape } = node.inputs[0];
  const length = shape[axis];
  const { bounds, masks } = piece(
    { axis, begin, size: typeof length === 'number' ? length : null },
    shape.length,
  );
  const positions = bounds.map((values) => graph.integers(values));
  return graph.add('StridedSliceGrad', [scope.shape(node.outputs[0].shape), ...positions, dy], {
    ...masks,
    T: { type: 'float32' },
  });
};

export const reverse: Lowering<'reverse'> = ({ node, inputs: [x], graph }) =>
  graph.add('ReverseV2', [x, graph.integers([node.attributes.axis])], {
    T: { type: node.outputs[0].dtype },
    Tidx: { type: 'int32' },
  });

export const gather: Lowering<'gather'> = ({ inputs: [table, indices], graph }) =>
  graph.add('GatherV2', [table, indices, graph.integer(0)], {
    Tparams: { type: 'float32' },
    Tindices: { type: 'int32' },
    Taxis: { type: 'int32' },
    batch_dims: { int: 0 },
  });

export const gatherGradient: Lowering<'gatherGradient'> = ({ node, inputs: [dy, indices], graph }) =>
  graph.add('UnsortedSegmentSum', [dy, indices, graph.integer(node.attributes.rows)], {
    T: { type: 'float32' },
    Tindices: { type: 'int32' },
    Tnumsegments: { type: 'int32' },
  });
