import type { NdArray } from '@millwright/tensors';
import { valuesOf } from '../apply.ts';
import type { AnyNode, Node, Value } from '../value.ts';

/** Constants up to this size are told apart by what they hold, larger ones by their array. */
const comparedSize = 64;

/** Nodes of which the same operation on the same inputs is one. */
export class Interned {
  readonly #nodes = new Map<string, AnyNode>();
  readonly #ids = new Map<object, number>();
  readonly #still = new Set<AnyNode>();

  /** What the first node like this one gives. */
  valuesOf(node: AnyNode): readonly Value[] {
    const key = this.#keyOf(node);
    const known = this.#nodes.get(key);
    if (known) return valuesOf(known);
    this.#nodes.set(key, node);
    const isFed = node.operation === 'input' || node.operation === 'uniform';
    if (!isFed && node.inputs.every((value) => this.isStill(value))) this.#still.add(node);
    return valuesOf(node);
  }

  /** Made of variables and constants alone. */
  isStill({ node }: Value): boolean {
    return this.#still.has(node);
  }

  #keyOf({ operation, inputs, attributes }: Node): string {
    const from = inputs.map(({ node, index }) => `${this.#idOf(node)}.${index}`).join();
    const told = 'array' in attributes ? this.#constantKey(attributes.array) : JSON.stringify(attributes);
    return `${operation}(${from})${told}`;
  }

  #constantKey({ dtype, shape, data }: NdArray<'float32'> | NdArray<'int32'>): string {
    if (data.length > comparedSize) return `${dtype}[${shape.join()}]#${this.#idOf(data)}`;
    const values = Array.from(data, (value) => (Object.is(value, -0) ? '-0' : value));
    return `${dtype}[${shape.join()}]${values.join()}`;
  }

  #idOf(thing: object): number {
    const id = this.#ids.get(thing) ?? this.#ids.size;
    this.#ids.set(thing, id);
    return id;
  }
}
