import { ndArray, type NdArray } from '@millwright/tensors';
import type { Arrays, Session } from '../engines/session.ts';
import { orderOf, programOrder } from '../graph/order.ts';
import type { AnyNode, Dimension, Module, Node, Value } from '../graph/value.ts';
import { effects, isEffect } from './interpret/effects.ts';
import { kernels } from './interpret/kernels.ts';
import { real, realOf, type Kernel, type Real, type Surroundings } from './interpret/real.ts';

type Feeds = ReadonlyMap<string, Real>;
type Lengths = ReadonlyMap<string, number>;

/** Open lengths as the fed arrays have them. */
function bound(nodes: readonly AnyNode[], feeds: Feeds): Lengths {
  const lengths = new Map<string, number>();
  for (const node of nodes) {
    if (node.operation !== 'input') continue;
    const { name, shape } = node.attributes;
    const value = feeds.get(name);
    if (!value) continue;
    shape.forEach((length, axis) => {
      const found = value.shape[axis];
      const expected = typeof length === 'number' ? length : (lengths.get(length) ?? found);
      if (found !== expected) throw new Error(`Input ${name}, axis ${axis}: ${expected}, not ${found}`);
      if (typeof length === 'string') lengths.set(length, found);
    });
  }
  return lengths;
}

function fed(feeds: Feeds, name: string): Real {
  const value = feeds.get(name);
  if (!value) throw new Error(`Nothing is fed to ${name}`);
  return value;
}

function evaluateNodes(
  nodes: readonly AnyNode[],
  feeds: Feeds,
  open: Lengths,
): ReadonlyMap<AnyNode, readonly Real[]> {
  const surroundings: Surroundings = {
    feed: (name) => fed(feeds, name),
    lengths: (shape: readonly Dimension[]) =>
      shape.map((length) => {
        const known = typeof length === 'number' ? length : open.get(length);
        if (known === undefined) throw new Error(`No input tells the length ${length}`);
        return known;
      }),
  };
  const results = new Map<AnyNode, readonly Real[]>();
  for (const node of nodes) {
    if (isEffect(node.operation)) continue;
    const inputs = node.inputs.map((value) => results.get(value.node)?.[value.index] as Real);
    const kernel = kernels[node.operation] as Kernel<Node['operation']>;
    results.set(node, kernel(inputs, node.attributes, surroundings));
  }
  return results;
}

/**
 * Values of a graph in double precision, by plain loops: an implementation apart from all engines, to hold them against.
 *
 * @param feeds - inputs and variables by their names
 * @param open - open lengths that no input on the way tells
 */
export function evaluate(
  values: readonly Value[],
  feeds: Feeds,
  open: Readonly<Record<string, number>> = {},
): readonly Real[] {
  const nodes = orderOf(values.map(({ node }) => node));
  const results = evaluateNodes(nodes, feeds, new Map([...Object.entries(open), ...bound(nodes, feeds)]));
  return values.map(({ node, index }) => results.get(node)?.[index] as Real);
}

const toArray = ({ shape, data }: Real): NdArray<'float32'> =>
  ndArray('float32', shape, Float32Array.from(data));

/** A session like those of the engines; inside it everything is double precision. */
export function interpret(module: Module): Session {
  const variables = new Map(module.variables.map(({ name, shape }) => [name, real(shape)]));
  // An input may tell a length to a program that reads nothing else of it: a gradient often needs no more than the shape.
  const all = Object.values(module.programs).flatMap(programOrder);
  return {
    run: async (name, inputs, wanted) => {
      const program = module.programs[name];
      const names = wanted ?? Object.keys(program.outputs);
      const outputs = names.map((output) => program.outputs[output]);
      const feeds = new Map(variables);
      for (const [input, array] of inputs) feeds.set(input, realOf(array));
      const nodes = orderOf([...outputs.map(({ node }) => node), ...program.effects]);
      const results = evaluateNodes(nodes, feeds, bound(all, feeds));
      const valueOf = ({ node, index }: Value): Real => results.get(node)?.[index] as Real;
      for (const node of program.effects) {
        if (!isEffect(node.operation)) throw new Error(`${node.operation} is no effect`);
        const effect = effects[node.operation] as (
          inputs: readonly Real[],
          attributes: Node['attributes'],
          state: Map<string, Real>,
        ) => void;
        effect(node.inputs.map(valueOf), node.attributes, variables);
      }
      return new Map(names.map((output, i) => [output, toArray(valueOf(outputs[i]))]));
    },
    read: async (names): Promise<Arrays> =>
      new Map((names ?? [...variables.keys()]).map((name) => [name, toArray(fed(variables, name))])),
    write: (values) => {
      for (const [name, array] of values) variables.set(name, realOf(array));
    },
    dispose: () => variables.clear(),
  };
}
