import { float, type Tensor } from '../graph-builder.ts';
import type { Lowered, Lowering, Sequence } from '../scope.ts';
import { cells, inside } from './cells.ts';
import { looped, stacked, unrolled, type Turns } from './loop.ts';

type Either = 'recurrent' | 'recurrentGradient';

/** What both directions need of the inputs x, kernel, recurrent, bias and maybe mask; sequences are `[T, B, ...]` inside. */
interface Layout {
  readonly x: Tensor;
  readonly kernel: Tensor;
  readonly recurrent: Tensor;
  readonly bias: Tensor;
  readonly mask: Tensor | undefined;
  readonly features: number;
  readonly units: number;
  readonly gates: number;
}

const turned = [1, 0, 2];

/** `skipped`: inputs before x. */
function layoutOf({ node, inputs, graph }: Lowered<Either>, skipped: number, masked: boolean): Layout {
  const [x, kernel, recurrent, bias, mask] = inputs.slice(skipped);
  const types = node.inputs.slice(skipped);
  const [units, gates] = types[2].shape as readonly number[];
  const flags = masked ? graph.notZero(graph.transpose(mask, [1, 0])) : undefined;
  const expanded = { T: { type: 'bool' }, Tdim: { type: 'int32' } } as const;
  return {
    ...{ kernel, recurrent, bias, units, gates },
    x: graph.transpose(x, turned),
    mask: flags && graph.add('ExpandDims', [flags, graph.integer(2)], expanded),
    features: types[1].shape[0] as number,
  };
}

const zeroState = ({ node, scope, graph }: Lowered<Either>, { units }: Layout): Tensor =>
  graph.add('Fill', [scope.shape([node.inputs[0].shape[0], units]), graph.number(0)], {
    ...float,
    index_type: { type: 'int32' },
  });

/** Longer sequences are looped over: their graph would take longer to be read than it saves. */
const longestUnrolled = 128;

function over({ node, scope, graph }: Lowered<Either>, skipped: number, turns: Turns): Sequence[] {
  const steps = node.inputs[skipped].shape[1];
  return typeof steps === 'number' && steps <= longestUnrolled
    ? unrolled(graph, steps, turns)
    : looped(graph, scope.length(steps), turns);
}

/** Rows `[T·B, length]` of a sequence. */
const rowsOf = ({ graph }: Lowered<Either>, sequence: Sequence, length: number): Tensor =>
  graph.reshape(stacked(graph, sequence), graph.integers([-1, length]));

/** A stacked sequence without its first or its last step; nothing is copied for it. */
function without(
  { graph }: Pick<Lowered<Either>, 'graph'>,
  sequence: Tensor,
  which: 'first' | 'last',
): Tensor {
  const [from, to] = which === 'first' ? [1, 0] : [0, -1];
  const bounds = [from, to, 1].map((bound) => graph.integers([bound]));
  return graph.add('StridedSlice', [sequence, ...bounds], {
    ...float,
    Index: { type: 'int32' },
    begin_mask: { int: which === 'last' ? 1 : 0 },
    end_mask: { int: which === 'first' ? 1 : 0 },
    ellipsis_mask: { int: 0 },
    new_axis_mask: { int: 0 },
    shrink_axis_mask: { int: 0 },
  });
}

/** A sequence one step later, the first from `first`. */
function shifted({ graph }: Lowered<Either>, sequence: Sequence, first: Tensor): Sequence {
  if (typeof sequence !== 'string') return [first, ...sequence.slice(0, -1)];
  const start = graph.add('ExpandDims', [first, graph.integer(0)], { ...float, Tdim: { type: 'int32' } });
  const rest = without({ graph }, sequence, 'last');
  return graph.concat([start, rest], 0);
}

/** One row of a matrix. */
function row({ graph }: Lowered<Either>, matrix: Tensor, index: number, length: number): Tensor {
  const positions = [graph.integers([index, 0]), graph.integers([1, length])];
  const piece = graph.add('Slice', [matrix, ...positions], { ...float, Index: { type: 'int32' } });
  return graph.reshape(piece, graph.integers([length]));
}

/** What each step gives: its states, `[B, U]` each, then what it keeps for the way back. */
function forward(at: Lowered<'recurrent'>, layout: Layout): Sequence[] {
  const { node, scope, graph } = at;
  const { gates, features, mask } = layout;
  const steps = cells[node.attributes.cell];
  const separate = node.attributes.cell === 'gru';
  const biasOfX = separate ? row(at, layout.bias, 0, gates) : layout.bias;
  const biasOfH = separate ? row(at, layout.bias, 1, gates) : undefined;
  const projected = graph.apply(
    'AddV2',
    graph.product(rowsOf(at, layout.x, features), layout.kernel),
    biasOfX,
  );
  const [batch, time] = node.inputs[0].shape;
  const ofX = graph.reshape(projected, scope.shape([time, batch, gates]));
  const start = zeroState(at, layout);
  return over(at, 0, {
    backwards: false,
    initial: Array.from({ length: steps.states }, () => start),
    left: steps.states + steps.kept,
    body(turn) {
      const { carried: before, invariant } = turn;
      const nodes = inside(graph, turn);
      const product = graph.product(before[0], invariant(layout.recurrent));
      const ofH = biasOfH ? nodes.of('AddV2', product, invariant(biasOfH)) : product;
      const made = steps.forward(nodes, { ofX: turn.entry(ofX), ofH, before });
      const flag = mask && turn.entry(mask, 'bool');
      const states = made.states.map((state, i) =>
        flag ? nodes.of('SelectV2', flag, state, before[i]) : state,
      );
      return { carried: states, left: [...states, ...made.kept] };
    },
  });
}

/** Gradients of x W + b and of h R + b', `[B, G]` each, step by step from the last. */
function backward(
  at: Lowered<'recurrentGradient'>,
  layout: Layout,
  kept: readonly Sequence[],
): readonly Sequence[] {
  const { node, inputs, graph } = at;
  const { mask } = layout;
  const steps = cells[node.attributes.cell];
  const upstream = graph.transpose(inputs[0], turned);
  const zero = zeroState(at, layout);
  const now = kept.slice(0, steps.states);
  const before = now.map((sequence) => shifted(at, sequence, zero));
  const prepared = steps.prepare(graph, { before, now, kept: kept.slice(steps.states) });
  // Turned over once: a product that turns it over each time takes half as long again. The copy keeps TensorFlow from making
  // one of the two again.
  const weights = graph.add('DeepCopy', [graph.transpose(layout.recurrent, [1, 0])]);
  return over(at, 1, {
    backwards: true,
    initial: now.map(() => zero),
    left: 2,
    body(turn) {
      const nodes = inside(graph, turn);
      const [dh, ...others] = turn.carried;
      const reached = [nodes.of('AddV2', dh, turn.entry(upstream)), ...others];
      const flag = mask && turn.entry(mask, 'bool');
      const nothing = flag && turn.invariant(zero);
      const share = (gradient: Tensor, taken: boolean): Tensor =>
        flag && nothing
          ? nodes.of('SelectV2', flag, ...(taken ? [gradient, nothing] : [nothing, gradient]))
          : gradient;
      const back = steps.backward(nodes, {
        prepared: prepared.map((sequence) => turn.entry(sequence)),
        upstream: reached.map((gradient) => share(gradient, true)),
      });
      const product = graph.product(back.ofH, turn.invariant(weights));
      const parts = back.before.map((part, i) => [
        ...(i === 0 ? [product] : []),
        ...(part === null ? [] : [part]),
        ...(flag ? [share(reached[i], false)] : []),
      ]);
      return {
        carried: parts.map((some) => some.reduce((a, b) => nodes.of('AddV2', a, b))),
        left: [back.ofX, back.ofH],
      };
    },
  });
}

/** Products over all steps at once, from the gradients of the gates. */
function gradients(at: Lowered<'recurrentGradient'>, layout: Layout, kept: readonly Sequence[]): Tensor[] {
  const { node, scope, graph } = at;
  const { features, units, gates } = layout;
  const [gatesOfX, gatesOfH] = backward(at, layout, kept).map((sequence) => stacked(graph, sequence));
  const ofX = rowsOf(at, gatesOfX, gates);
  // A cell that adds x W and h R has one gradient for both.
  const separate = node.attributes.cell === 'gru';
  const ofH = separate ? gatesOfH : gatesOfX;
  const [batch, time] = node.inputs[1].shape;
  const dx = graph.reshape(
    graph.product(ofX, layout.kernel, false, true),
    scope.shape([time, batch, features]),
  );
  const sums = (separate ? [ofX, rowsOf(at, ofH, gates)] : [ofX]).map((rows) => graph.sum(rows, [0]));
  // Before the first step the state is 0.
  const before = rowsOf(at, without(at, stacked(graph, kept[0]), 'last'), units);
  const later = rowsOf(at, without(at, ofH, 'first'), gates);
  return [
    graph.transpose(dx, turned),
    graph.product(rowsOf(at, layout.x, features), ofX, true),
    graph.product(before, later, true),
    sums.length === 1 ? sums[0] : graph.pack(sums, 'float32'),
  ];
}

export const recurrent: Lowering<'recurrent'> = (at) => {
  const { inputs, scope, graph } = at;
  const kept = forward(at, layoutOf(at, 0, inputs.length > 4));
  scope.kept.set(at.node, kept);
  const states = graph.transpose(stacked(graph, kept[0]), turned);
  // What is kept goes to the gradient as it is: more tensors than the graph has a value for.
  return [states, states];
};

export const recurrentGradient: Lowering<'recurrentGradient'> = (at) => {
  const { node, scope } = at;
  const kept = scope.kept.get(node.inputs[node.inputs.length - 1].node) ?? [];
  return gradients(at, layoutOf(at, 1, node.attributes.masked), kept);
};
