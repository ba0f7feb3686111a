import type { DataType } from '../saved-model.ts';
import type { Sequence } from '../scope.ts';
import { outputOf, type GraphBuilder, type Tensor } from '../graph-builder.ts';

/** One step. Whatever is made outside comes in through `invariant` or, of a sequence, through `entry`. */
export interface Turn {
  readonly carried: readonly Tensor[];
  invariant(tensor: Tensor, dtype?: DataType): Tensor;
  /** What a sequence has at this step. */
  entry(sequence: Sequence, dtype?: DataType): Tensor;
}

/** Steps one after the other. */
export interface Turns {
  readonly backwards: boolean;
  /** float32, carried into the first step. */
  readonly initial: readonly Tensor[];
  /** How many values a step leaves behind. */
  readonly left: number;
  readonly body: (turn: Turn) => { readonly carried: readonly Tensor[]; readonly left: readonly Tensor[] };
}

interface Carried {
  readonly tensor: Tensor;
  readonly dtype: DataType;
}

/** The inside of a loop. Whatever is made outside comes in through `invariant`, constants too. */
interface Inside {
  /** Scalar int32, from 0. */
  readonly index: Tensor;
  readonly carried: readonly Tensor[];
  invariant(tensor: Tensor, dtype?: DataType): Tensor;
}

/**
 * Turns of a body, one after the other, as many as `count` says; gives what the last one carried. Written as the
 * nodes that TensorFlow makes of a while loop, so that no function has to be defined.
 */
function loop(
  graph: GraphBuilder,
  count: Tensor,
  initial: readonly Carried[],
  body: (inside: Inside) => readonly Tensor[],
): Tensor[] {
  const frame = `loop_${graph.nodes.length}`;
  const entered = new Map<Tensor, Tensor>();
  const enter = (tensor: Tensor, dtype: DataType, constant: boolean): Tensor =>
    graph.add('Enter', [tensor], {
      T: { type: dtype },
      frame_name: { text: frame },
      is_constant: { bool: constant },
      parallel_iterations: { int: 10 },
    });
  const invariant = (tensor: Tensor, dtype: DataType = 'float32'): Tensor => {
    const inside = entered.get(tensor) ?? enter(tensor, dtype, true);
    entered.set(tensor, inside);
    return inside;
  };
  const all: readonly Carried[] = [{ tensor: graph.integer(0), dtype: 'int32' }, ...initial];
  const merged = all.map(({ tensor, dtype }, i) =>
    graph.add('Merge', [enter(tensor, dtype, false), `${frame}/next_${i}:0`], {
      T: { type: dtype },
      N: { int: 2 },
    }),
  );
  const goesOn = graph.add('Less', [merged[0], invariant(count, 'int32')], { T: { type: 'int32' } });
  const condition = graph.add('LoopCond', [goesOn], {});
  const switched = all.map(({ dtype }, i) =>
    graph.add('Switch', [merged[i], condition], { T: { type: dtype } }),
  );
  const [index, ...carried] = switched.map((tensor) => outputOf(tensor, 1));
  const one = invariant(graph.integer(1), 'int32');
  const next = [
    graph.add('AddV2', [index, one], { T: { type: 'int32' } }),
    ...body({ index, carried, invariant }),
  ];
  next.forEach((tensor, i) =>
    graph.add('NextIteration', [tensor], { T: { type: all[i].dtype } }, `${frame}/next_${i}`),
  );
  return initial.map(({ dtype }, i) => graph.add('Exit', [switched[i + 1]], { T: { type: dtype } }));
}

/** As many turns as `count` says, an int32 scalar: any number of steps in one graph. Gives what was left, stacked. */
export function looped(graph: GraphBuilder, count: Tensor, turns: Turns): Sequence[] {
  const { initial, left, backwards, body } = turns;
  const arrays = Array.from({ length: left }, () =>
    graph.add('TensorArrayV3', [count], {
      dtype: { type: 'float32' },
      identical_element_shapes: { bool: true },
    }),
  );
  const last = graph.add('Sub', [count, graph.integer(1)], { T: { type: 'int32' } });
  const begun: readonly Carried[] = [...initial, ...arrays.map((array) => outputOf(array, 1))].map(
    (tensor) => ({ tensor, dtype: 'float32' }),
  );
  const ends = loop(graph, count, begun, ({ index, carried, invariant }) => {
    const position = backwards
      ? graph.add('Sub', [invariant(last, 'int32'), index], { T: { type: 'int32' } })
      : index;
    const entry: Turn['entry'] = (sequence, dtype = 'float32') =>
      graph.add(
        'GatherV2',
        [invariant(sequence as Tensor, dtype), position, invariant(graph.integer(0), 'int32')],
        {
          Tparams: { type: dtype },
          Tindices: { type: 'int32' },
          Taxis: { type: 'int32' },
          batch_dims: { int: 0 },
        },
      );
    const made = body({ carried: carried.slice(0, initial.length), invariant, entry });
    const flows = made.left.map((value, i) =>
      graph.add('TensorArrayWriteV3', [
        invariant(arrays[i], 'resource'),
        position,
        value,
        carried[initial.length + i],
      ]),
    );
    return [...made.carried, ...flows];
  });
  const positions = graph.add('Range', [graph.integer(0), count, graph.integer(1)], {
    Tidx: { type: 'int32' },
  });
  return arrays.map((array, i) =>
    graph.add('TensorArrayGatherV3', [array, positions, ends[initial.length + i]], {
      dtype: { type: 'float32' },
    }),
  );
}

/** A known number of turns as nodes one behind the other: no bookkeeping of a loop. Gives what was left, step by step. */
export function unrolled(graph: GraphBuilder, count: number, turns: Turns): Sequence[] {
  const left = Array.from({ length: turns.left }, () => new Array<Tensor>(count));
  const unpacked = new Map<Tensor, readonly Tensor[]>();
  const entries = (sequence: Sequence, dtype: DataType): readonly Tensor[] => {
    if (typeof sequence !== 'string') return sequence;
    const known = unpacked.get(sequence);
    if (known) return known;
    const first = graph.add('Unpack', [sequence], {
      T: { type: dtype },
      num: { int: count },
      axis: { int: 0 },
    });
    const made = Array.from({ length: count }, (_, i) => outputOf(first, i));
    unpacked.set(sequence, made);
    return made;
  };
  let carried = turns.initial;
  for (let turn = 0; turn < count; turn++) {
    const position = turns.backwards ? count - 1 - turn : turn;
    const made = turns.body({
      carried,
      invariant: (tensor) => tensor,
      entry: (sequence, dtype = 'float32') => entries(sequence, dtype)[position],
    });
    made.left.forEach((value, i) => (left[i][position] = value));
    ({ carried } = made);
  }
  return left;
}

/** A sequence as one tensor `[T, ...]`. */
export const stacked = (graph: GraphBuilder, sequence: Sequence): Tensor =>
  typeof sequence === 'string' ? sequence : graph.pack(sequence, 'float32');
