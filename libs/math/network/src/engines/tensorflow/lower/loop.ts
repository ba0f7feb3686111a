import type { Attribute, DataType } from '../saved-model.ts';
import { float, outputOf, type GraphBuilder, type Tensor } from '../graph-builder.ts';

interface Carried {
  readonly tensor: Tensor;
  readonly dtype: DataType;
}

/** The inside of a loop. Whatever is made outside comes in through `invariant`, constants too. */
export interface Turn {
  /** Scalar int32, from 0. */
  readonly index: Tensor;
  readonly carried: readonly Tensor[];
  invariant(tensor: Tensor, dtype?: DataType): Tensor;
}

/**
 * Turns of a body, one after the other, as many as `count` says; gives what the last one carried. Written as the
 * nodes that TensorFlow makes of a while loop, so that no function has to be defined.
 */
export function loop(
  graph: GraphBuilder,
  count: Tensor,
  initial: readonly Carried[],
  body: (turn: Turn) => readonly Tensor[],
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

/** Values that the turns of a loop leave behind, one each. */
export interface Collected {
  readonly handle: Tensor;
  readonly flow: Carried;
}

export function collect(graph: GraphBuilder, count: Tensor): Collected {
  const attributes: Record<string, Attribute> = {
    dtype: { type: 'float32' },
    identical_element_shapes: { bool: true },
  };
  const handle = graph.add('TensorArrayV3', [count], attributes);
  return { handle, flow: { tensor: outputOf(handle, 1), dtype: 'float32' } };
}

/** Leaves `value` as that of the position; gives the flow to carry on. */
export const leave = (
  graph: GraphBuilder,
  { invariant }: Turn,
  { handle }: Collected,
  ...[position, value, flow]: readonly [Tensor, Tensor, Tensor]
): Tensor => graph.add('TensorArrayWriteV3', [invariant(handle, 'resource'), position, value, flow], float);

/** `[count, ...]` of what was left. */
export function stacked(graph: GraphBuilder, { handle }: Collected, flow: Tensor, count: Tensor): Tensor {
  const positions = graph.add('Range', [graph.integer(0), count, graph.integer(1)], {
    Tidx: { type: 'int32' },
  });
  return graph.add('TensorArrayGatherV3', [handle, positions, flow], { dtype: { type: 'float32' } });
}

/** Entry `position` of `[count, ...]`, which stays outside. */
export const entry = (
  graph: GraphBuilder,
  { invariant }: Turn,
  sequence: Tensor,
  position: Tensor,
  dtype: DataType = 'float32',
): Tensor =>
  graph.add('GatherV2', [invariant(sequence, dtype), position, invariant(graph.integer(0), 'int32')], {
    Tparams: { type: dtype },
    Tindices: { type: 'int32' },
    Taxis: { type: 'int32' },
    batch_dims: { int: 0 },
  });
