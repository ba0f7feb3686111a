import type { OperationName } from '../../graph/attributes.ts';
import type { AnyNode, Dimension, Node, TensorType } from '../../graph/value.ts';
import type { GraphBuilder, Tensor } from './graph-builder.ts';

/** A value that TensorFlow is given at each call. */
export interface Fed {
  readonly tensor: Tensor;
  readonly type: TensorType;
}

/** Values of every step: stacked `[T, ...]`, or one tensor for each. */
export type Sequence = Tensor | readonly Tensor[];

/** What a lowering may use beside its inputs. */
export interface Scope {
  readonly graph: GraphBuilder;
  /** Scalar int32: a known length, or an open one as this call has it. */
  length(dimension: Dimension): Tensor;
  /** A shape as a vector of int32. */
  shape(shape: readonly Dimension[]): Tensor;
  /** As `shape`, with -1 for a single open length: for Reshape, which then needs nothing else. */
  reshapeTo(shape: readonly Dimension[]): Tensor;
  feed(name: string, type: TensorType): Tensor;
  /** The resource of a variable. */
  handle(variable: string): Tensor;
  /** The value of a variable before the effects. */
  read(variable: string): Tensor;
  /** A constant too large to be written into the graph; kept beside it. */
  large(node: Node<'constant'>): Tensor;
  /** What a node leaves for the gradient that belongs to it. */
  readonly kept: Map<AnyNode, readonly Sequence[]>;
}

/** A node of ours with its inputs as tensors of TensorFlow; effects are told what must have run before. */
export interface Lowered<N extends OperationName> {
  readonly node: Node<N>;
  readonly inputs: readonly Tensor[];
  readonly scope: Scope;
  readonly graph: GraphBuilder;
  readonly before: readonly string[];
}

/** Nodes of TensorFlow for one of ours: its outputs in their order; of an effect, what must run. */
export type Lowering<N extends OperationName> = (at: Lowered<N>) => Tensor | readonly Tensor[];

const isOpen = (dimension: Dimension): dimension is string => typeof dimension === 'string';

/** A shape as Placeholder states it. */
export const placeholderShape = (shape: readonly Dimension[]): number[] =>
  shape.map((dimension) => (isOpen(dimension) ? -1 : dimension));

/** Where a program is written to a graph. `prefix` keeps its feeds apart from those of other programs. */
export class ProgramScope implements Scope {
  readonly feeds = new Map<string, Fed>();
  readonly lengths = new Map<string, Tensor>();
  readonly reads = new Map<string, Tensor>();
  readonly kept = new Map<AnyNode, readonly Sequence[]>();

  constructor(
    readonly graph: GraphBuilder,
    private readonly prefix: string,
    private readonly handles: ReadonlyMap<string, Tensor>,
    readonly large: (node: Node<'constant'>) => Tensor,
  ) {}

  length(dimension: Dimension): Tensor {
    if (!isOpen(dimension)) return this.graph.integer(dimension);
    const known = this.lengths.get(dimension);
    if (known !== undefined) return known;
    const made = this.placeholder(`length_${this.lengths.size}`, { shape: [], dtype: 'int32' });
    this.lengths.set(dimension, made);
    return made;
  }

  shape(shape: readonly Dimension[]): Tensor {
    if (!shape.some(isOpen)) return this.graph.integers(shape as readonly number[]);
    return this.graph.pack(
      shape.map((dimension) => this.length(dimension)),
      'int32',
    );
  }

  reshapeTo(shape: readonly Dimension[]): Tensor {
    return shape.filter(isOpen).length === 1
      ? this.graph.integers(placeholderShape(shape))
      : this.shape(shape);
  }

  feed(name: string, type: TensorType): Tensor {
    const known = this.feeds.get(name);
    if (known !== undefined) return known.tensor;
    const tensor = this.placeholder(`input_${this.feeds.size}`, type);
    this.feeds.set(name, { tensor, type });
    return tensor;
  }

  handle(variable: string): Tensor {
    return this.handles.get(variable) as Tensor;
  }

  read(variable: string): Tensor {
    const known = this.reads.get(variable);
    if (known !== undefined) return known;
    const made = this.graph.add('ReadVariableOp', [this.handle(variable)], { dtype: { type: 'float32' } });
    this.reads.set(variable, made);
    return made;
  }

  private placeholder(name: string, { shape, dtype }: TensorType): Tensor {
    const attributes = { dtype: { type: dtype }, shape: { shape: placeholderShape(shape) } } as const;
    return this.graph.add('Placeholder', [], attributes, `${this.prefix}/${name}`);
  }
}

/** Nodes from `start` on that take a tensor; not those of a loop, which nobody outside can wait for. */
export const takersOf = (graph: GraphBuilder, tensor: Tensor, start: number): string[] =>
  graph.nodes
    .slice(start)
    .filter(({ operation, inputs }) => operation !== 'Enter' && inputs.includes(tensor))
    .map(({ name }) => `^${name}`);
