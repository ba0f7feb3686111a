import { float, outputOf, type Tensor } from '../graph-builder.ts';
import type { Lowered, Lowering } from '../scope.ts';
import { cells, inside } from './cells.ts';
import { collect, entry, leave, loop, stacked } from './loop.ts';

type Either = 'recurrent' | 'recurrentGradient';

/** What both directions need of the inputs x, kernel, recurrent, bias and maybe mask; sequences are `[T, B, ...]` inside. */
interface Layout {
  readonly x: Tensor;
  readonly kernel: Tensor;
  readonly recurrent: Tensor;
  readonly bias: Tensor;
  readonly mask: Tensor | undefined;
  /** Scalar int32. */
  readonly count: Tensor;
  readonly features: number;
  readonly units: number;
  readonly gates: number;
}

const turned = [1, 0, 2];

/** `skipped`: inputs before x. */
function layoutOf({ node, inputs, scope, graph }: Lowered<Either>, skipped: number, masked: boolean): Layout {
  const [x, kernel, recurrent, bias, mask] = inputs.slice(skipped);
  const types = node.inputs.slice(skipped);
  const [units, gates] = types[2].shape as readonly number[];
  const flags = masked ? graph.notZero(graph.transpose(mask, [1, 0])) : undefined;
  const expanded = { T: { type: 'bool' }, Tdim: { type: 'int32' } } as const;
  return {
    ...{ kernel, recurrent, bias, units, gates },
    x: graph.transpose(x, turned),
    mask: flags && graph.add('ExpandDims', [flags, graph.integer(2)], expanded),
    count: scope.length(types[0].shape[1]),
    features: types[1].shape[0] as number,
  };
}

const zeroState = ({ node, scope, graph }: Lowered<Either>, { units }: Layout): Tensor =>
  graph.add('Fill', [scope.shape([node.inputs[0].shape[0], units]), graph.number(0)], {
    ...float,
    index_type: { type: 'int32' },
  });

/** Rows `[T·B, length]` of a sequence. */
const rowsOf = ({ graph }: Lowered<Either>, sequence: Tensor, length: number): Tensor =>
  graph.reshape(sequence, graph.integers([-1, length]));

/** `[T, B, ...]` one step later, the first from `first`. */
function shifted({ graph }: Lowered<Either>, sequence: Tensor, first: Tensor): Tensor {
  const start = graph.add('ExpandDims', [first, graph.integer(0)], { ...float, Tdim: { type: 'int32' } });
  const all = graph.integers([0]);
  const rest = graph.add('StridedSlice', [sequence, all, graph.integers([-1]), graph.integers([1])], {
    ...float,
    Index: { type: 'int32' },
    begin_mask: { int: 1 },
    end_mask: { int: 0 },
    ellipsis_mask: { int: 0 },
    new_axis_mask: { int: 0 },
    shrink_axis_mask: { int: 0 },
  });
  return graph.concat([start, rest], 0);
}

const row = ({ graph }: Lowered<Either>, matrix: Tensor, index: number, length: number): Tensor =>
  rows({ graph }, matrix, index, index + 1, length, [length]);

function rows(
  { graph }: Pick<Lowered<Either>, 'graph'>,
  matrix: Tensor,
  ...[from, to, length, shape]: readonly [number, number, number, readonly number[]]
): Tensor {
  const positions = [graph.integers([from, 0]), graph.integers([to - from, length])];
  const piece = graph.add('Slice', [matrix, ...positions], { ...float, Index: { type: 'int32' } });
  return graph.reshape(piece, graph.integers(shape));
}

/** All steps of the unmasked LSTM in one node, in the gate order of Keras. */
const asBlock = { ...float, cell_clip: { float: 0 }, use_peephole: { bool: false } };

/** Steps, x, states before, weights: the inputs that the node and its gradient share. */
function blockInputs(at: Lowered<Either>, layout: Layout): Tensor[] {
  const { graph } = at;
  const state = zeroState(at, layout);
  const weights = graph.concat([layout.kernel, layout.recurrent], 0);
  const peephole = graph.constant('float32', [layout.units], new Float32Array(layout.units));
  const steps = graph.cast(layout.count, 'int32', 'int64');
  return [steps, layout.x, state, state, weights, peephole, peephole, peephole, layout.bias];
}

function blockForward(at: Lowered<'recurrent'>, layout: Layout): Tensor[] {
  const inputs = blockInputs(at, layout);
  const first = at.graph.add('BlockLSTMV2', inputs, asBlock);
  const outputs = Array.from({ length: 7 }, (_, index) => outputOf(first, index));
  return [outputs[6], ...inputs, ...outputs];
}

function blockBackward(at: Lowered<'recurrentGradient'>, layout: Layout, kept: readonly Tensor[]): Tensor[] {
  const { graph, inputs } = at;
  const upstream = graph.transpose(inputs[0], turned);
  const nothing = graph.add('ZerosLike', [kept[0]]);
  const dx = graph.add('BlockLSTMGradV2', [...kept.slice(1), nothing, upstream], {
    ...float,
    use_peephole: { bool: false },
  });
  const { features, units, gates } = layout;
  const dWeights = outputOf(dx, 3);
  return [
    graph.transpose(dx, turned),
    rows(at, dWeights, 0, features, gates, [features, gates]),
    rows(at, dWeights, features, features + units, gates, [units, gates]),
    outputOf(dx, 7),
  ];
}

/** States of each step, `[T, B, U]` each, then what the steps keep. */
function loopForward(at: Lowered<'recurrent'>, layout: Layout): Tensor[] {
  const { node, scope, graph } = at;
  const { cell } = node.attributes;
  const { gates, features, units, mask, count } = layout;
  const steps = cells[cell];
  const separate = cell === 'gru';
  const biasOfX = separate ? row(at, layout.bias, 0, gates) : layout.bias;
  const biasOfH = separate ? row(at, layout.bias, 1, gates) : undefined;
  const projected = graph.apply(
    'AddV2',
    graph.product(rowsOf(at, layout.x, features), layout.kernel),
    biasOfX,
  );
  const [batch, time] = node.inputs[0].shape;
  const ofX = graph.reshape(projected, scope.shape([time, batch, gates]));
  const start = zeroState(at, { ...layout, units });
  const collected = Array.from({ length: steps.states + steps.kept }, () => collect(graph, count));
  const initial = [
    ...Array.from({ length: steps.states }, () => ({ tensor: start, dtype: 'float32' as const })),
    ...collected.map(({ flow }) => flow),
  ];
  const ends = loop(graph, count, initial, (turn) => {
    const { index, carried, invariant } = turn;
    const nodes = inside(graph, turn);
    const before = carried.slice(0, steps.states);
    const product = graph.product(before[0], invariant(layout.recurrent));
    const ofH = biasOfH ? nodes.of('AddV2', product, invariant(biasOfH)) : product;
    const made = steps.forward(nodes, { ofX: entry(graph, turn, ofX, index), ofH, before });
    const flag = mask && entry(graph, turn, mask, index, 'bool');
    const states = made.states.map((state, i) =>
      flag ? nodes.of('SelectV2', flag, state, before[i]) : state,
    );
    const left = [...states, ...made.kept];
    const flows = left.map((value, i) =>
      leave(graph, turn, collected[i], index, value, carried[steps.states + i]),
    );
    return [...states, ...flows];
  });
  return collected.map((array, i) => stacked(graph, array, ends[steps.states + i], count));
}

/** Gradients of x W + b and of h R + b', `[T, B, G]` each, step by step from the last. */
function loopBackward(at: Lowered<'recurrentGradient'>, layout: Layout, kept: readonly Tensor[]): Tensor[] {
  const { node, inputs, graph } = at;
  const { count, mask } = layout;
  const steps = cells[node.attributes.cell];
  const upstream = graph.transpose(inputs[0], turned);
  const zero = zeroState(at, layout);
  const earlier = kept.slice(0, steps.states).map((sequence) => shifted(at, sequence, zero));
  const last = graph.add('Sub', [count, graph.integer(1)], { T: { type: 'int32' } });
  const collected = [collect(graph, count), collect(graph, count)];
  const initial = [
    ...earlier.map(() => ({ tensor: zero, dtype: 'float32' as const })),
    ...collected.map(({ flow }) => flow),
  ];
  const ends = loop(graph, count, initial, (turn) => {
    const { index, carried, invariant } = turn;
    const nodes = inside(graph, turn);
    const position = graph.add('Sub', [invariant(last, 'int32'), index], { T: { type: 'int32' } });
    const now = kept.map((sequence) => entry(graph, turn, sequence, position));
    const before = earlier.map((sequence) => entry(graph, turn, sequence, position));
    const [dh, ...others] = carried.slice(0, steps.states);
    const reached = [nodes.of('AddV2', dh, entry(graph, turn, upstream, position)), ...others];
    const flag = mask && entry(graph, turn, mask, position, 'bool');
    const nothing = flag && invariant(zero);
    const share = (gradient: Tensor, taken: boolean): Tensor =>
      flag && nothing
        ? nodes.of('SelectV2', flag, ...(taken ? [gradient, nothing] : [nothing, gradient]))
        : gradient;
    const back = steps.backward(nodes, {
      before,
      now: now.slice(0, steps.states),
      kept: now.slice(steps.states),
      upstream: reached.map((gradient) => share(gradient, true)),
    });
    const product = graph.product(back.ofH, invariant(layout.recurrent), false, true);
    const parts = back.before.map((part, i) => [
      ...(i === 0 ? [product] : []),
      ...(part === null ? [] : [part]),
      ...(flag ? [share(reached[i], false)] : []),
    ]);
    const flows = [back.ofX, back.ofH].map((value, i) =>
      leave(graph, turn, collected[i], position, value, carried[steps.states + i]),
    );
    return [...parts.map((some) => some.reduce((a, b) => nodes.of('AddV2', a, b))), ...flows];
  });
  return collected.map((array, i) => stacked(graph, array, ends[steps.states + i], count));
}

/** Products over all steps at once, from the gradients of the gates. */
function gradients(at: Lowered<'recurrentGradient'>, layout: Layout, kept: readonly Tensor[]): Tensor[] {
  const { node, scope, graph } = at;
  const { features, units, gates } = layout;
  const [ofX, ofH] = loopBackward(at, layout, kept).map((sequence) => rowsOf(at, sequence, gates));
  const earlier = rowsOf(at, shifted(at, kept[0], zeroState(at, layout)), units);
  const [batch, time] = node.inputs[0].shape;
  const dx = graph.reshape(
    graph.product(ofX, layout.kernel, false, true),
    scope.shape([time, batch, features]),
  );
  const sums = (node.attributes.cell === 'gru' ? [ofX, ofH] : [ofX]).map((sequence) =>
    graph.sum(sequence, [0]),
  );
  return [
    graph.transpose(dx, turned),
    graph.product(rowsOf(at, layout.x, features), ofX, true),
    graph.product(earlier, ofH, true),
    sums.length === 1 ? sums[0] : graph.pack(sums, 'float32'),
  ];
}

export const recurrent: Lowering<'recurrent'> = (at) => {
  const { node, inputs, scope, graph } = at;
  const masked = inputs.length > 4;
  const layout = layoutOf(at, 0, masked);
  const whole = node.attributes.cell === 'lstm' && !masked;
  const kept = whole ? blockForward(at, layout) : loopForward(at, layout);
  scope.kept.set(node, kept);
  const states = graph.transpose(kept[0], turned);
  // What is kept goes to the gradient as it is: more tensors than the graph has a value for.
  return [states, states];
};

export const recurrentGradient: Lowering<'recurrentGradient'> = (at) => {
  const { node, scope } = at;
  const { cell, masked } = node.attributes;
  const layout = layoutOf(at, 1, masked);
  const kept = scope.kept.get(node.inputs[node.inputs.length - 1].node) ?? [];
  return cell === 'lstm' && !masked ? blockBackward(at, layout, kept) : gradients(at, layout, kept);
};
