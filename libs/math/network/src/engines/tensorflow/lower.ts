import type { NdArray } from '@millwright/tensors';
import type { AnyNode, Module, Program, TensorType, Value, VariableSpec } from '../../graph/value.ts';
import { orderOf, programOrder } from '../../graph/order.ts';
import { changedBy } from '../../graph/changes.ts';
import { after, GraphBuilder, type Tensor } from './graph-builder.ts';
import { lowerings } from './lower/table.ts';
import { ProgramScope, takersOf, type Fed, type Lowered } from './scope.ts';

/** Where a program is fed and what is fetched of it. */
export interface LoweredProgram {
  readonly feeds: ReadonlyMap<string, Fed>;
  /** Open lengths, to be fed as int32 scalars. */
  readonly lengths: ReadonlyMap<string, Tensor>;
  readonly outputs: ReadonlyMap<string, Tensor>;
  /** Fetched for what happens on the way; null without effects. */
  readonly effects: Tensor | null;
}

/** Where a variable is read, and written through what is fed. */
export interface LoweredVariable {
  readonly shape: readonly number[];
  readonly value: Tensor;
  readonly fed: Tensor;
  readonly written: Tensor;
  /** Fed with 0 and fetched, they make it all 0, without an array of as many zeros on our side. */
  readonly zero: Tensor;
  readonly cleared: Tensor;
}

/** A module as one graph of TensorFlow. */
export interface LoweredModule {
  readonly graph: GraphBuilder;
  readonly programs: ReadonlyMap<string, LoweredProgram>;
  readonly variables: ReadonlyMap<string, LoweredVariable>;
  /** Of all programs: any of them may tell an open length, even to a program that reads nothing else of it. */
  readonly inputs: ReadonlyMap<string, TensorType>;
  /** Large constants, kept as variables: by their place in `variables`. */
  readonly constants: ReadonlyMap<string, NdArray<'float32'> | NdArray<'int32'>>;
}

const typed = (dtype: TensorType['dtype'] = 'float32') => ({ dtype: { type: dtype } }) as const;

/** A value to fetch, there once all of `before` has happened. */
const done = (graph: GraphBuilder, before: readonly string[], name: string): Tensor =>
  graph.add('Identity', [graph.number(0), ...before], undefined, name);

/** The nodes of one program, added to the graph of its module. */
class ProgramLowering {
  private readonly start: number;
  private readonly lowered = new Map<AnyNode, readonly Tensor[]>();

  constructor(
    private readonly program: Program,
    private readonly scope: ProgramScope,
    private readonly prefix: string,
  ) {
    this.start = scope.graph.nodes.length;
  }

  lower(): LoweredProgram {
    const { program, scope, prefix } = this;
    // Read first whatever is read at all, so that effects can wait for it.
    for (const { operation, attributes } of programOrder(program))
      if (operation === 'variable') scope.read(attributes.name);
    const effects = this.effects();
    this.addAll(Object.values(program.outputs));
    const outputs = Object.entries(program.outputs).map(([name, value], i): [string, Tensor] => {
      const attributes = { T: { type: value.dtype } } as const;
      // A tensor cannot be both fed and fetched; an own node can always be fetched.
      return [name, scope.graph.add('Identity', [this.tensorOf(value)], attributes, `${prefix}/output_${i}`)];
    });
    return { feeds: scope.feeds, lengths: scope.lengths, outputs: new Map(outputs), effects };
  }

  private tensorOf({ node, index }: Value): Tensor {
    return (this.lowered.get(node) as readonly Tensor[])[index];
  }

  private addAll(values: readonly Value[]): void {
    for (const node of orderOf(values.map((value) => value.node)))
      if (!this.lowered.has(node)) this.lowered.set(node, this.add(node, []));
  }

  private add(node: AnyNode, before: readonly string[]): readonly Tensor[] {
    const { scope } = this;
    const inputs = node.inputs.map((input) => this.tensorOf(input));
    const lower = lowerings[node.operation] as (at: Lowered<never>) => Tensor | readonly Tensor[];
    const made = lower({ node: node as never, inputs, scope, graph: scope.graph, before });
    return typeof made === 'string' ? [made] : made;
  }

  /**
   * The effects in their order. Each waits for the reads of what it changes, and for those who take them on the way to
   * an effect: then nobody holds the old value any more and the update happens in place. What only an output needs does
   * not have to be computed for it; where it is, it keeps the old value.
   */
  private effects(): Tensor | null {
    const { program, scope, prefix } = this;
    const { graph } = scope;
    if (program.effects.length === 0) return null;
    this.addAll(program.effects.flatMap(({ inputs }) => inputs));
    const waits = new Map<string, readonly string[]>();
    for (const [name, read] of scope.reads)
      waits.set(name, [after(read), ...takersOf(graph, read, this.start)]);
    const all: string[] = [];
    for (const effect of program.effects) {
      const changed = changedBy(effect);
      const before = changed.flatMap((name) => waits.get(name) ?? []);
      const happened = this.add(effect, before).map(after);
      for (const name of changed) waits.set(name, [...(waits.get(name) ?? []), ...happened]);
      all.push(...happened);
    }
    return done(graph, all, `${prefix}/effects`);
  }
}

/** A variable with its ways in and out. */
function addVariable(
  graph: GraphBuilder,
  { shape }: { readonly shape: readonly number[] },
  dtype: TensorType['dtype'] = 'float32',
): readonly [handle: Tensor, lowered: LoweredVariable] {
  const name = `variable_${graph.nodes.length}`;
  const handle = graph.add(
    'VarHandleOp',
    [],
    { ...typed(dtype), shape: { shape }, shared_name: { text: name } },
    name,
  );
  const fed = graph.add('Placeholder', [], { ...typed(dtype), shape: { shape } }, `${name}/fed`);
  // What is fed lies in the caller's memory, which a variable must not go on using.
  const own = graph.add('DeepCopy', [fed], { T: { type: dtype } });
  const assigned = graph.add('AssignVariableOp', [handle, own], typed(dtype));
  const written = done(graph, [after(assigned)], `${name}/written`);
  const value = graph.add('ReadVariableOp', [handle], typed(dtype), `${name}/value`);
  // Of what is fed, or TensorFlow would keep the zeros with its graph.
  const zero = graph.add('Placeholder', [], { ...typed(dtype), shape: { shape: [] } }, `${name}/zero`);
  const zeros = graph.add('Fill', [graph.integers(shape), zero], {
    T: { type: dtype },
    index_type: { type: 'int32' },
  });
  const emptied = graph.add('AssignVariableOp', [handle, zeros], typed(dtype));
  const cleared = done(graph, [after(emptied)], `${name}/cleared`);
  return [handle, { shape, value, fed, written, zero, cleared }];
}

/** A module as nodes of TensorFlow. */
export function lowerModule({ variables, programs }: Module): LoweredModule {
  const graph = new GraphBuilder();
  const handles = new Map<string, Tensor>();
  const lowered = new Map<string, LoweredVariable>();
  const constants = new Map<string, NdArray<'float32'> | NdArray<'int32'>>();
  const add = (name: string, spec: Pick<VariableSpec, 'shape'>, dtype?: TensorType['dtype']): Tensor => {
    const [handle, variable] = addVariable(graph, spec, dtype);
    handles.set(name, handle);
    lowered.set(name, variable);
    return handle;
  };
  for (const spec of variables) add(spec.name, spec);
  const read = new Map<NdArray, Tensor>();
  const large: ProgramScope['large'] = ({ attributes: { array } }) => {
    const known = read.get(array);
    if (known !== undefined) return known;
    // No variable has such a name: theirs have no line break.
    const name = `\n${constants.size}`;
    constants.set(name, array);
    const made = graph.add('ReadVariableOp', [add(name, array, array.dtype)], typed(array.dtype));
    read.set(array, made);
    return made;
  };
  const list = Object.entries(programs).map(([name, program], i): [string, LoweredProgram] => {
    const prefix = `program_${i}`;
    return [
      name,
      new ProgramLowering(program, new ProgramScope(graph, prefix, handles, large), prefix).lower(),
    ];
  });
  const inputs = new Map<string, TensorType>();
  for (const { operation, attributes } of Object.values(programs).flatMap(programOrder))
    if (operation === 'input') inputs.set(attributes.name, attributes);
  return { graph, programs: new Map(list), variables: lowered, inputs, constants };
}
