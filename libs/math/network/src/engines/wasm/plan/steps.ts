import { sizeOf, type NdArray } from '@millwright/tensors';
import type { OperationName } from '../../../graph/attributes.ts';
import { changedBy } from '../../../graph/changes.ts';
import type { AnyNode, Value } from '../../../graph/value.ts';
import { kernels } from '../kernels/index.ts';
import type { Placed, WasmKernel } from '../kernel.ts';
import { known, type Lengths } from './lengths.ts';
import { passing, type Store, type Tensor } from './tensors.ts';

/** One operation of a run. A copy stands before the effects for who needs a variable as it was. */
export interface Step {
  readonly node: AnyNode | 'copy';
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** Variables that it changes. */
  readonly changes: readonly string[];
}

/** What a program does, in order, before anything has its place. */
export interface Steps {
  readonly steps: readonly Step[];
  readonly inputs: ReadonlyMap<string, Tensor>;
  readonly outputs: ReadonlyMap<string, Tensor>;
}

/** Of any operation. */
export const kernelOf = (operation: OperationName): WasmKernel<OperationName> =>
  (kernels as unknown as Readonly<Record<OperationName, WasmKernel<OperationName>>>)[operation];

/** A tensor while only its shape is asked for. */
export const unplaced = ({ shape, dtype }: Tensor): Placed => ({ at: 0, shape, dtype });

/** Another name for the same values. */
const isAnotherName = (
  { operation }: AnyNode,
  input: Tensor | undefined,
  shape: readonly number[],
): boolean =>
  operation === 'reshape' ||
  ((operation === 'broadcastTo' || operation === 'slice') &&
    input !== undefined &&
    sizeOf(input.shape) === sizeOf(shape));

/** Walks a program once, in order. */
export class StepList implements Steps {
  readonly steps: Step[] = [];
  readonly inputs = new Map<string, Tensor>();
  readonly outputs = new Map<string, Tensor>();
  readonly #tensors = new Map<AnyNode, readonly Tensor[]>();
  readonly #variables = new Map<string, Store>();
  readonly #constants = new Map<NdArray, Store>();
  readonly #copies = new Map<Store, Store>();
  readonly #lengths: Lengths;

  constructor(order: readonly AnyNode[], wanted: Readonly<Record<string, Value>>, lengths: Lengths) {
    this.#lengths = lengths;
    const effects = order.filter((node) => node.outputs.length === 0);
    for (const node of order) if (node.outputs.length > 0) this.#add(node);
    this.#copyWhatIsNeededAsItWas(effects, Object.values(wanted));
    for (const node of effects) this.#effect(node);
    for (const [name, value] of Object.entries(wanted)) this.outputs.set(name, this.#asItWas(value));
  }

  #tensor({ node, index }: Value): Tensor {
    return (this.#tensors.get(node) as readonly Tensor[])[index];
  }

  /** A value for who runs when effects may have happened. */
  #asItWas(value: Value): Tensor {
    const tensor = this.#tensor(value);
    return { ...tensor, store: this.#copies.get(tensor.store) ?? tensor.store };
  }

  #kept(node: AnyNode): Lengths {
    const kernel = node.operation === 'recurrent' ? kernelOf(node.operation) : undefined;
    if (!kernel?.kept) return this.#lengths;
    const inputs = node.inputs.map((value) => unplaced(this.#tensor(value)));
    return new Map([...this.#lengths, ['kept', kernel.kept({ attributes: node.attributes, inputs })]]);
  }

  #add(node: AnyNode): void {
    const lengths = this.#kept(node);
    const inputs = node.inputs.map((value) => this.#tensor(value));
    const shapes = node.outputs.map(({ shape }) => known(shape, lengths));
    const found = this.#storeOf(node, inputs, shapes[0]);
    const outputs = node.outputs.map(({ dtype }, index) => ({
      shape: shapes[index],
      dtype,
      store: found ?? passing(sizeOf(shapes[index]), this.steps.length),
    }));
    this.#tensors.set(node, outputs);
    if (node.operation === 'input') this.inputs.set(node.attributes.name, outputs[0]);
    if (!found) this.steps.push({ node, inputs, outputs, changes: [] });
  }

  /** Where the values of a node lie already; undefined where it computes them. */
  #storeOf(node: AnyNode, inputs: readonly Tensor[], shape: readonly number[]): Store | undefined {
    const size = sizeOf(shape);
    if (node.operation === 'input') return this.inputs.get(node.attributes.name)?.store ?? passing(size, -1);
    if (node.operation === 'variable') {
      const { name } = node.attributes;
      const store = this.#variables.get(name) ?? { kind: 'variable', size, name, first: -1, last: -1 };
      this.#variables.set(name, store);
      return store;
    }
    if (node.operation === 'constant') {
      const { array } = node.attributes;
      const store = this.#constants.get(array) ?? { kind: 'constant', size, array, first: -1, last: -1 };
      this.#constants.set(array, store);
      return store;
    }
    return isAnotherName(node, inputs[0], shape) ? inputs[0].store : undefined;
  }

  /** Effects happen after everything that reads what they change: outputs, and other effects, see the values before. */
  #copyWhatIsNeededAsItWas(effects: readonly AnyNode[], wanted: readonly Value[]): void {
    const changed = new Set<string>();
    const needed = new Set<Store>();
    const look = (value: Value): void => {
      const { store } = this.#tensor(value);
      if (store.kind === 'variable' && changed.has(store.name as string)) needed.add(store);
    };
    for (const effect of effects) {
      effect.inputs.forEach(look);
      for (const name of changedBy(effect)) changed.add(name);
    }
    wanted.forEach(look);
    for (const store of needed) this.#copy(store);
  }

  #copy(store: Store): void {
    const copy = passing(store.size, this.steps.length);
    const tensor = { shape: [store.size], dtype: 'float32' } as const;
    this.#copies.set(store, copy);
    this.steps.push({
      node: 'copy',
      inputs: [{ ...tensor, store }],
      outputs: [{ ...tensor, store: copy }],
      changes: [],
    });
  }

  #effect(node: AnyNode): void {
    const inputs = node.inputs.map((value) => this.#asItWas(value));
    this.steps.push({ node, inputs, outputs: [], changes: changedBy(node) });
  }
}
