import { AppError } from '@millwright/contracts';
import type { NdArray } from '@millwright/tensors';
import type { AnyNode, Dimension, Program, Value } from '../../graph/value.ts';
import { programOrder } from '../../graph/order.ts';
import { permuted, reshaped, type Float } from './arrays.ts';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from './proto.ts';

type Form = () => string;

/**
 * The name of a value in each order that it can be had in; what nobody asks for is never written. Graphs count pictures
 * `[B, H, W, C]`, ONNX `[B, C, H, W]`: a chain of convolutions stays in ONNX' order from end to end.
 */
export interface Forms {
  readonly plain?: Form;
  /** Of `[B, H, W, C]`: as `[B, C, H, W]`. */
  readonly channelsFirst?: Form;
  /** Of `[B, H · W · C]`: the values in the order of `[B, C, H, W]`, which a matrix with its rows in that order may take. */
  readonly flat?: { readonly form: Form; readonly picture: readonly [number, number, number] };
}

const once = (make: Form): Form => {
  let made: string | null = null;
  return () => (made ??= make());
};

export const toChannelsFirst = [0, 3, 1, 2] as const;
export const toChannelsLast = [0, 2, 3, 1] as const;

const bytesOf = ({ data }: NdArray): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Collects what an ONNX graph is made of. */
export class OnnxWriter {
  readonly #weights: ReadonlyMap<string, NdArray>;
  readonly #forms = new Map<AnyNode, readonly Forms[]>();
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();
  readonly #lengths = new Map<string, Form>();
  readonly #inputs: OnnxValue[];

  constructor(program: Program, weights: ReadonlyMap<string, NdArray>) {
    this.#weights = weights;
    const inputs = new Map<string, OnnxValue>();
    for (const node of programOrder(program))
      if (node.operation === 'input')
        inputs.set(node.attributes.name, { ...node.attributes, type: node.attributes.dtype });
    this.#inputs = [...inputs.values()];
    for (const { name, shape } of this.#inputs)
      shape.forEach((length, axis) => {
        if (typeof length === 'string' && !this.#lengths.has(length))
          this.#lengths.set(
            length,
            once(() => this.#lengthAt(name, axis)),
          );
      });
  }

  /** Writes a node; the name of its output. */
  write(operation: string, inputs: readonly string[], attributes: OnnxNode['attributes'] = {}): string {
    return this.writeSeveral(operation, inputs, attributes, 1)[0];
  }

  writeSeveral(
    operation: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>>,
    count: number,
  ): readonly string[] {
    const name = `${operation}_${this.#nodes.length + 1}`;
    const outputs = Array.from({ length: count }, (_, index) => (count === 1 ? name : `${name}_${index}`));
    this.#nodes.push({ name, operation, inputs, outputs, attributes });
    return outputs;
  }

  /** Writes an array that the graph carries, once under its name. */
  carry(name: string, array: Float | NdArray<'int32'>): string {
    this.#initializers.set(name, { name, type: array.dtype, shape: array.shape, bytes: bytesOf(array) });
    return name;
  }

  constant(array: Float | NdArray<'int32'>): string {
    return this.carry(`constant_${this.#initializers.size + 1}`, array);
  }

  /** Lengths and axes, as a vector. */
  numbers(values: readonly number[]): string {
    const name = `numbers_${values.join('_')}`;
    const bytes = new Uint8Array(BigInt64Array.from(values, (value) => BigInt(value)).buffer);
    this.#initializers.set(name, { name, type: 'int64', shape: [values.length], bytes });
    return name;
  }

  /** A shape as a vector, open lengths read off the inputs. */
  lengths(shape: readonly Dimension[]): string {
    if (shape.every((length) => typeof length === 'number')) return this.numbers(shape);
    const parts = shape.map((length) =>
      typeof length === 'number' ? this.numbers([length]) : this.#openLength(length),
    );
    return parts.length === 1 ? parts[0] : this.write('Concat', parts, { axis: { int: 0 } });
  }

  /** What a node gives, output by output. */
  give(node: AnyNode, ...outputs: readonly Forms[]): void {
    const lazy = outputs.map(({ plain, channelsFirst, flat }) => ({
      ...(plain && { plain: once(plain) }),
      ...(channelsFirst && { channelsFirst: once(channelsFirst) }),
      ...(flat && { flat: { ...flat, form: once(flat.form) } }),
    }));
    this.#forms.set(node, lazy);
  }

  formsOf({ node, index }: Value): Forms {
    return (this.#forms.get(node) as readonly Forms[])[index];
  }

  plain(value: Value): string {
    const forms = this.formsOf(value);
    if (forms.plain) return forms.plain();
    const first = (forms.channelsFirst as Form)();
    return this.#remember(value, 'plain', this.turned(first, toChannelsLast));
  }

  /** A picture as `[B, C, H, W]`. */
  channelsFirst(value: Value): string {
    const forms = this.formsOf(value);
    if (forms.channelsFirst) return forms.channelsFirst();
    return this.#remember(value, 'channelsFirst', this.turned(this.plain(value), toChannelsFirst));
  }

  turned(name: string, permutation: readonly number[]): string {
    return this.write('Transpose', [name], { perm: { ints: permutation } });
  }

  /** A weight by its name. */
  weight(name: string): Float {
    return this.#weights.get(name) as Float;
  }

  /** The array of a weight, with its name; null for what is computed. */
  arrayOf({ node }: Value): { readonly name: string; readonly array: Float } | null {
    if (node.operation !== 'variable') return null;
    const { name } = node.attributes;
    return { name, array: this.weight(name) };
  }

  /** Weights with their axes in another order and then another shape: rearranged here where they are known. */
  rearranged(value: Value, permutation: readonly number[], shape?: readonly number[]): string {
    const known = this.arrayOf(value);
    if (!known) {
      const turned = this.turned(this.plain(value), permutation);
      return shape ? this.write('Reshape', [turned, this.numbers(shape)]) : turned;
    }
    const array = permuted(known.array, permutation);
    return this.carry(`${known.name}:${permutation.join('')}`, shape ? reshaped(array, shape) : array);
  }

  graph(outputs: Program['outputs']): OnnxGraph {
    const named = Object.entries(outputs).map(([name, value]): OnnxValue => {
      const last = this.plain(value);
      this.#nodes.push({ name, operation: 'Identity', inputs: [last], outputs: [name], attributes: {} });
      return { name, type: value.dtype, shape: value.shape };
    });
    return {
      inputs: this.#inputs,
      outputs: named,
      initializers: [...this.#initializers.values()],
      nodes: this.#nodes,
    };
  }

  #remember({ node, index }: Value, order: 'plain' | 'channelsFirst', name: string): string {
    const forms = this.#forms.get(node) as readonly Forms[];
    this.#forms.set(node, forms.with(index, { ...forms[index], [order]: () => name }));
    return name;
  }

  #lengthAt(input: string, axis: number): string {
    return this.write('Gather', [this.write('Shape', [input]), this.numbers([axis])]);
  }

  #openLength(name: string): string {
    const length = this.#lengths.get(name);
    if (!length)
      throw new AppError('network.export', {
        operation: 'input',
        reason: `no input tells the length ${name}`,
      });
    return length();
  }
}
